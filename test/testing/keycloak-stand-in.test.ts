import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  createCcmClient,
  createFileEngine,
  createKeycloakToken,
  type KeycloakTokenOptions,
} from '../../src/ccm/index.ts'
import {
  createCcmStandIn,
  createFileEngineStandIn,
  createKeycloakStandIn,
  sampleIds,
} from '../../src/testing/index.ts'

const issuer = 'https://cx.example.com/auth/realms/expertflow'
const keycloak = createKeycloakStandIn({
  clients: { 'facebook-connector': 'client-secret', desk: undefined },
  users: { connector: 'pass' },
})
const ccm = createCcmStandIn({
  keycloak,
  channels: { [sampleIds.pageId]: { verifyToken: 'mine' } },
})
const files = createFileEngineStandIn({ keycloak })
const server = setupServer(...keycloak.handlers, ...ccm.handlers, ...files.handlers)
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => {
  vi.useRealTimers()
  for (const standIn of [keycloak, ccm, files]) standIn.reset()
})
afterAll(() => server.close())

function clients(options: Partial<KeycloakTokenOptions> = {}) {
  const headers = createKeycloakToken({
    issuer,
    clientId: 'facebook-connector',
    clientSecret: 'client-secret',
    ...options,
  })
  return {
    configuration: createCcmClient({ baseUrl: 'https://cx.example.com/ccm', headers })
      .configuration,
    files: createFileEngine({ baseUrl: 'https://cx.example.com/file-engine', headers }),
  }
}

const about = { fileName: 'a.txt', conversationId: '1' }

describe('a gateway that wants tokens of Keycloak', () => {
  it('lets calls through that have one', async () => {
    const own = clients()
    expect(await own.configuration(sampleIds.pageId)).toMatchObject({ verifyToken: 'mine' })
    const { mediaUrl } = await own.files.upload(new Blob(['x']), about)
    expect(await (await own.files.download(mediaUrl)).text()).toBe('x')
    expect(keycloak.tokens).toHaveLength(1)
  })

  it('answers 401 to calls without, but to messages', async () => {
    const bare = createFileEngine({ baseUrl: 'https://cx.example.com/file-engine' })
    await expect(bare.upload(new Blob(['x']), about)).rejects.toMatchObject({ status: 401 })
    const { configuration } = createCcmClient({ baseUrl: 'https://cx.example.com/ccm' })
    await expect(configuration(sampleIds.pageId)).rejects.toMatchObject({ status: 401 })
    const post = await fetch('https://cx.example.com/ccm/message/receive', { method: 'POST' })
    expect(post.status).toBe(400)
  })

  it('takes a token until it ends or is revoked', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const headers = new Headers({
      authorization: `Bearer ${(await tokenFor({ grant_type: 'client_credentials' })).access_token}`,
    })
    expect(keycloak.accepts(headers)).toBe(true)
    vi.setSystemTime(Date.now() + 299_000)
    expect(keycloak.accepts(headers)).toBe(true)
    vi.setSystemTime(Date.now() + 1000)
    expect(keycloak.accepts(headers)).toBe(false)
    const own = clients()
    await own.configuration(sampleIds.pageId)
    keycloak.revoke()
    await own.configuration(sampleIds.pageId)
    expect(keycloak.tokens).toHaveLength(3)
  })
})

async function tokenFor(form: Record<string, string>) {
  const body = new URLSearchParams({
    client_id: 'facebook-connector',
    client_secret: 'client-secret',
    ...form,
  })
  const url = `${issuer}/protocol/openid-connect/token`
  const response = await fetch(url, { method: 'POST', body })
  return { status: response.status, ...(await response.json()) }
}

describe('its answers', () => {
  it.each([
    [{ grant_type: 'client_credentials' }, 200, undefined],
    [{ grant_type: 'password', username: 'connector', password: 'pass' }, 200, undefined],
    [
      {
        grant_type: 'password',
        username: 'connector',
        password: 'pass',
        client_id: 'desk',
        client_secret: '',
      },
      200,
      undefined,
    ],
    [{ grant_type: 'password', username: 'connector', password: 'no' }, 401, 'invalid_grant'],
    [{ grant_type: 'password', username: 'toString', password: '' }, 401, 'invalid_grant'],
    [{ grant_type: 'client_credentials', client_secret: 'no' }, 401, 'unauthorized_client'],
    [
      { grant_type: 'client_credentials', client_id: 'desk', client_secret: '' },
      401,
      'unauthorized_client',
    ],
    [{ grant_type: 'client_credentials', client_id: 'nobody' }, 401, 'invalid_client'],
    [{ grant_type: 'implicit' }, 400, 'unsupported_grant_type'],
  ])('to %j are %d %s', async (form, status, error) => {
    expect(await tokenFor(form)).toMatchObject({ status, ...(error && { error }) })
    expect(keycloak.tokens).toHaveLength(error === undefined ? 1 : 0)
  })

  it('of another realm are 404', async () => {
    const response = await fetch(`${issuer}/protocol/openid-connect/auth`)
    expect(response.status).toBe(404)
  })
})
