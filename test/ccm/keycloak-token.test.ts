import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createCcmClient,
  createFileEngine,
  createKeycloakToken,
  type KeycloakTokenOptions,
  PayloadError,
} from '../../src/ccm/index.ts'
import { failureOf, printed } from './failure-of.ts'
import { plainMessage } from './message.ts'

const realm = 'https://cx.example.com/auth/realms/expertflow'
const tokenUrl = `${realm}/protocol/openid-connect/token`
const baseUrl = 'https://cx.example.com/ccm'
const message = plainMessage('Hello')
const secrets = ['s3cret-of-the-client', 'pa55word-of-the-user', 'connector-user']
const [clientSecret = '', password = '', username = ''] = secrets
const client = { clientId: 'facebook-connector', clientSecret }

type Answer = () => Response | Promise<Response>

/** Keycloak, and a gateway that takes only tokens that it has not revoked. */
function cluster({ expiresIn = 300, discovered = tokenUrl } = {}) {
  const forms: Record<string, unknown>[] = []
  const urls: string[] = []
  const taken: (string | null)[] = []
  const planned: Answer[] = []
  let valid = 0
  async function keycloak(input: Parameters<typeof globalThis.fetch>[0], init?: RequestInit) {
    const request = new Request(input, init)
    urls.push(request.url)
    const form = Object.fromEntries(new URLSearchParams(await request.text()))
    const answer = planned.shift()
    if (answer) return answer()
    if (request.method === 'GET') return Response.json({ token_endpoint: discovered })
    forms.push(form)
    valid = forms.length
    return Response.json({
      access_token: `token-${valid}`,
      token_type: 'Bearer',
      expires_in: expiresIn,
    })
  }
  async function gateway(input: Parameters<typeof globalThis.fetch>[0], init?: RequestInit) {
    const authorization = new Request(input, init).headers.get('authorization')
    taken.push(authorization)
    // Calls that are under way at the same time are all refused before the first is repeated.
    await new Promise((resolve) => setTimeout(resolve, 5))
    const isValid = valid > 0 && authorization === `Bearer token-${valid}`
    return Response.json({ name: 'a' }, { status: isValid ? 200 : 401 })
  }
  return {
    keycloak,
    gateway,
    forms,
    urls,
    taken,
    plan: (...answers: Answer[]) => void planned.push(...answers),
    /** The token that was given last is taken no more. */
    revoke() {
      valid = 0
    },
  }
}

function clientOf(
  { keycloak, gateway }: ReturnType<typeof cluster>,
  options: Partial<KeycloakTokenOptions> = { tokenUrl },
) {
  const headers = createKeycloakToken({ ...client, fetch: keycloak, ...options })
  const ccm = createCcmClient({ baseUrl, fetch: gateway, headers, retries: 0 })
  const files = createFileEngine({ baseUrl, fetch: gateway, headers, retries: 0 })
  return { headers, ccm, files }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_790_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

function pass(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

describe('a token of Keycloak', () => {
  it.each([
    [
      'a client by its secret',
      {},
      { grant_type: 'client_credentials', client_secret: clientSecret },
    ],
    [
      'a user of a confidential client',
      { username, password },
      { grant_type: 'password', username, password, client_secret: clientSecret },
    ],
    [
      'a user of a public client',
      { username, password, clientSecret: undefined },
      { grant_type: 'password', username, password },
    ],
  ])('is asked for %s', async (_, credentials, form) => {
    const made = cluster()
    const ask = createKeycloakToken({ ...client, tokenUrl, fetch: made.keycloak, ...credentials })
    expect(await ask()).toEqual({ authorization: 'Bearer token-1' })
    expect(made.forms).toEqual([{ client_id: 'facebook-connector', ...form }])
    expect(made.urls).toEqual([tokenUrl])
  })

  it.each([realm, `${realm}/`, `${realm}/.well-known/openid-configuration`])(
    'is found by discovery at %s, once',
    async (issuer) => {
      const made = cluster({ expiresIn: 1 })
      const { ccm } = clientOf(made, { issuer })
      await ccm.receive(message)
      pass(2)
      await ccm.receive(message)
      const discovery = `${realm}/.well-known/openid-configuration`
      expect(made.urls).toEqual([discovery, tokenUrl, tokenUrl])
    },
  )

  it('is asked for at an endpoint with a query', async () => {
    const discovered = `${tokenUrl}?policy=cx/sign-in`
    const made = cluster({ discovered })
    await clientOf(made, { issuer: realm }).ccm.receive(message)
    expect(made.urls.at(-1)).toBe(discovered)
    expect(made.taken).toEqual(['Bearer token-1'])
  })

  it('serves all calls of all clients at a time', async () => {
    const made = cluster()
    const { ccm, files } = clientOf(made)
    const about = { fileName: 'a.pdf', conversationId: 'c1' }
    await Promise.all([
      ...Array.from({ length: 20 }, () => ccm.receive(message)),
      files.upload(new Blob(['x']), about),
    ])
    pass(200)
    await ccm.receive(message)
    expect(made.forms).toHaveLength(1)
    expect(new Set(made.taken)).toEqual(new Set(['Bearer token-1']))
  })

  it.each([
    [300, 269, 1],
    [300, 271, 2],
    [60, 47, 1],
    [60, 49, 2],
    [5, 3, 1],
    [5, 4.5, 2],
    [0, 0, 2],
  ])(
    'of %d s is renewed before its end: after %d s there were %d',
    async (expiresIn, after, count) => {
      const made = cluster({ expiresIn })
      const { ccm } = clientOf(made)
      await ccm.receive(message)
      pass(after)
      await ccm.receive(message)
      expect(made.forms).toHaveLength(count)
      expect(made.taken.at(-1)).toBe(`Bearer token-${count}`)
    },
  )

  it('is used to its end when it cannot be renewed, and not a moment longer', async () => {
    const made = cluster({ expiresIn: 300 })
    const { headers } = clientOf(made)
    await headers({})
    const down = Array.from({ length: 2 }, () => () => new Response(null, { status: 503 }))
    made.plan(...down)
    pass(280)
    expect(await headers({})).toEqual({ authorization: 'Bearer token-1' })
    expect(await headers({}), 'Keycloak is left alone for a while').toEqual({
      authorization: 'Bearer token-1',
    })
    expect(made.urls).toHaveLength(3)
    made.plan(...down)
    pass(30)
    expect(await failureOf(headers())).toMatchObject({ code: 'ccm_error' })
    expect(await headers({})).toEqual({ authorization: 'Bearer token-2' })
  })

  it('is renewed once for all calls that are refused at the same time', async () => {
    const made = cluster()
    const { ccm } = clientOf(made)
    await ccm.receive(message)
    made.revoke()
    await Promise.all(Array.from({ length: 20 }, () => ccm.receive(message)))
    expect(made.forms).toHaveLength(2)
    expect(made.taken.filter((token) => token === 'Bearer token-1')).toHaveLength(21)
    expect(made.taken.filter((token) => token === 'Bearer token-2')).toHaveLength(20)
  })

  it('is not renewed again for a call that is refused late', async () => {
    const made = cluster()
    const { headers, ccm } = clientOf(made)
    await ccm.receive(message)
    let answerLate: (response: Response) => void = () => {}
    const slow = createCcmClient({
      baseUrl,
      headers,
      async fetch(input, init) {
        const request = new Request(input, init)
        const isFirst = request.headers.get('authorization') === 'Bearer token-1'
        if (!isFirst) return made.gateway(request)
        return new Promise((resolve) => {
          answerLate = resolve
        })
      },
    })
    const late = slow.receive(message)
    made.revoke()
    await ccm.receive(message)
    answerLate(new Response(null, { status: 401 }))
    await late
    expect(made.forms).toHaveLength(2)
  })

  it('is asked for anew whenever somebody else says that it was refused', async () => {
    const made = cluster()
    const { headers } = clientOf(made)
    await headers({})
    expect(await headers({ refresh: true })).toEqual({ authorization: 'Bearer token-2' })
    expect(await headers({ refresh: true })).toEqual({ authorization: 'Bearer token-3' })
    expect(await headers({})).toEqual({ authorization: 'Bearer token-3' })
  })

  it('that is new and refused is renewed, once', async () => {
    const made = cluster()
    const { ccm } = clientOf(made)
    made.plan(() => Response.json({ access_token: 'of-another-realm', expires_in: 300 }))
    await ccm.receive(message)
    expect(made.taken).toEqual(['Bearer of-another-realm', 'Bearer token-1'])
  })

  it('lives a minute if Keycloak does not say how long', async () => {
    const made = cluster()
    made.plan(() => Response.json({ access_token: 'of-a-minute' }))
    const { headers } = clientOf(made)
    expect(await headers({})).toEqual({ authorization: 'Bearer of-a-minute' })
    pass(40)
    expect(await headers({})).toEqual({ authorization: 'Bearer of-a-minute' })
    pass(20)
    expect(await headers({})).toEqual({ authorization: 'Bearer token-1' })
  })
})

describe('without a token', () => {
  const oauth = (status: number, error: string) => () =>
    Response.json({ error, error_description: `${secrets.join()} refused` }, { status })

  it.each<[string, Answer, RegExp]>([
    ['the secret is wrong', oauth(401, 'unauthorized_client'), /Check clientId and clientSecret/],
    ['the client is unknown', oauth(401, 'invalid_client'), /Check clientId and clientSecret/],
    ['the password is wrong', oauth(401, 'invalid_grant'), /Check username and password/],
    ['the request is not allowed', oauth(400, 'unsupported_grant_type'), /what the client may do/],
    ['the error is not one of OAuth', oauth(400, clientSecret), /answered 400\. Check issuer/],
    ['there is no such realm', () => new Response(clientSecret, { status: 404 }), /Check issuer/],
    ['a page answers', () => new Response(`<html>${password}`), /answered 200 .*Check issuer/],
    ['no token is in the answer', () => Response.json({ id_token: 'x' }), /unexpected/],
    [
      'a redirect answers',
      () => new Response(null, { status: 302, headers: { location: `${realm}?${clientSecret}` } }),
      /answered 302/,
    ],
    ['Keycloak is down', () => new Response(clientSecret, { status: 503 }), /answered 503\.$/],
    [
      'Keycloak cannot be reached',
      () =>
        Promise.reject(
          new TypeError(clientSecret, {
            cause: Object.assign(new Error(password), { code: 'ECONNREFUSED' }),
          }),
        ),
      /could not be reached \(ECONNREFUSED\)\.$/,
    ],
  ])('because %s, a call fails with what to do and without a secret', async (_, answer, words) => {
    for (const where of [{ tokenUrl }, { issuer: realm }]) {
      const made = cluster()
      made.plan(answer, answer)
      const { ccm } = clientOf(made, { ...where, username, password })
      const error = await failureOf(ccm.receive(message))
      expect(error).toMatchObject({ code: 'ccm_error', refused: false, retryable: true })
      expect(error, "the status is not CCM's").toMatchObject({ status: undefined })
      expect(error).toMatchObject({ message: expect.stringMatching(/^No token: Keycloak/) })
      expect(error).toMatchObject({ message: expect.stringMatching(words) })
      for (const secret of secrets) expect(printed(error)).not.toContain(secret)
      expect(made.taken, 'CCM is not called').toEqual([])
    }
  })

  it('because Keycloak asks to wait, a call says for how long', async () => {
    const made = cluster()
    made.plan(() => new Response(null, { status: 429, headers: { 'retry-after': '3' } }))
    const { ccm } = clientOf(made, { tokenUrl, username, password })
    await expect(ccm.receive(message)).rejects.toMatchObject({
      retryable: true,
      retryAfterMs: 3000,
    })
  })

  it('because Keycloak does not answer, a call fails in time', async () => {
    const made = cluster()
    made.plan(
      () => new Promise(() => {}),
      () => new Promise(() => {}),
    )
    const { ccm } = clientOf(made, { tokenUrl, timeoutMs: 20 })
    expect(await failureOf(ccm.receive(message))).toMatchObject({
      message: 'No token: Keycloak did not answer in time.',
      retryable: true,
    })
  })

  it('wrong credentials are tried once for all calls at a time', async () => {
    const made = cluster()
    made.plan(oauth(401, 'invalid_grant'))
    const { ccm } = clientOf(made)
    await Promise.allSettled(Array.from({ length: 20 }, () => ccm.receive(message)))
    expect(made.urls).toHaveLength(1)
  })

  it('wrong credentials are tried again after half a minute, not before', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const made = cluster()
      made.plan(oauth(401, 'invalid_grant'))
      const { ccm } = clientOf(made)
      const first = await failureOf(ccm.receive(message))
      vi.setSystemTime(Date.now() + 29_999)
      expect(await failureOf(ccm.receive(message))).toEqual(first)
      expect(made.urls).toHaveLength(1)
      vi.setSystemTime(Date.now() + 1)
      await ccm.receive(message)
      expect(made.taken).toEqual(['Bearer token-1'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('a clock that is set back does not make that time longer', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const made = cluster()
      made.plan(oauth(401, 'invalid_grant'))
      const { ccm } = clientOf(made)
      await failureOf(ccm.receive(message))
      vi.setSystemTime(Date.now() - 3_600_000)
      await ccm.receive(message)
      expect(made.taken).toEqual(['Bearer token-1'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('an outage is over with the next call', async () => {
    const made = cluster()
    made.plan(
      () => new Response(null, { status: 503 }),
      () => new Response(null, { status: 503 }),
    )
    const { ccm } = clientOf(made)
    await failureOf(ccm.receive(message))
    await ccm.receive(message)
    expect(made.taken).toEqual(['Bearer token-1'])
  })

  it('secrets do not follow discovery to an address without https', async () => {
    const made = cluster({ discovered: tokenUrl.replace('https:', 'http:') })
    const { ccm } = clientOf(made, { issuer: realm })
    expect(await failureOf(ccm.receive(message))).toMatchObject({ retryable: true })
    expect(made.forms).toEqual([])
  })

  it('no secret is in an address', async () => {
    const made = cluster()
    const { ccm } = clientOf(made, { issuer: realm, username, password })
    await ccm.receive(message)
    for (const secret of secrets) expect(made.urls.join()).not.toContain(secret)
  })
})

describe('options', () => {
  it.each<[string, object]>([
    ['issuer', client],
    ['issuer', { ...client, issuer: realm, tokenUrl }],
    ['issuer', { ...client, issuer: 'cx.example.com' }],
    ['tokenUrl', { ...client, tokenUrl: 'https://user:hidden@cx.example.com/token' }],
    ['clientId', { clientSecret, tokenUrl }],
    ['clientSecret', { clientId: 'a', tokenUrl }],
    ['clientSecret', { clientId: 'a', clientSecret: '', tokenUrl }],
    ['password', { ...client, tokenUrl, username: 'hidden' }],
    ['username', { ...client, tokenUrl, password: 'hidden' }],
    ['timeoutMs', { ...client, tokenUrl, timeoutMs: 0 }],
  ])('names a wrong %s when the function is made', (option, options) => {
    const make = () => Reflect.apply(createKeycloakToken, undefined, [options])
    expect(make).toThrow(PayloadError)
    expect(make).toThrow(`Invalid options: ${option}`)
    expect(make).not.toThrow(/hidden/)
  })
})
