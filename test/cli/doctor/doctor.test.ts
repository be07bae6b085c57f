import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKeycloakToken } from '../../../src/ccm/index.ts'
import type { Finding, Patient } from '../../../src/cli/doctor/finding.ts'
import { examine } from '../../../src/cli/doctor/index.ts'
import { StorageError } from '../../../src/errors.ts'
import { openSqlite } from '../../../src/sqlite/index.ts'
import { run } from '../terminal.ts'
import {
  allFields,
  appSecret,
  clientSecret,
  openWorld,
  pageAccessToken,
  pageId,
  verifyToken,
} from './world.ts'

let world: Awaited<ReturnType<typeof openWorld>>
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

/** What is not ok, with the patient as it is well but for the changes. */
async function findings(changes: Partial<Patient> = {}): Promise<Finding[]> {
  const found: Finding[] = []
  for await (const finding of examine({ ...world.well, ...changes })) found.push(finding)
  const output = JSON.stringify(found)
  for (const secret of [pageAccessToken, verifyToken, appSecret, clientSecret])
    expect(output).not.toContain(secret)
  return found.filter(({ state, check }) => state !== 'ok' && !isLoopback(check, state))
}

/** Headers with a token of the realm, for a client with this secret. */
function tokenWith(secret: string) {
  return createKeycloakToken({
    issuer: world.issuer,
    clientId: 'facebook-connector',
    clientSecret: secret,
  })
}

/** The stand-ins are on plain http, which the check of the address says, as it should. */
function isLoopback(check: string, state: string): boolean {
  return check === 'webhook address' && state === 'warning'
}

describe('doctor', () => {
  it('finds nothing where all is well, and says of each thing that it is', async () => {
    const found: Finding[] = []
    for await (const finding of examine(world.well)) found.push(finding)
    expect(found.filter(({ state }) => state === 'problem')).toEqual([])
    expect(new Set(found.map(({ check }) => check))).toEqual(
      new Set([
        ...['settings', 'page token', 'permissions', 'subscription', 'webhook address'],
        ...['CCM', 'File Engine', 'clock', 'store'],
      ]),
    )
    expect(found.map(({ says }) => says)).toContain(
      'Left in File Engine: messenger-cim-doctor-small.txt, messenger-cim-doctor-6MB.txt, messenger-cim-doctor-25MB.txt.',
    )
    expect(world.files.uploads.map(({ size }) => size)).toEqual([1000, 6_000_000, 25_000_000])
    expect(world.graph.sent).toEqual([])
    expect(world.ccm.messages).toEqual([])
  })

  it('finds its file again under a name with a folder', async () => {
    const when = ({ url }: { url: URL }) => url.pathname.endsWith('/uploadFileStream')
    const body = { name: 'tenant/doctor.txt', type: 'text/plain', size: 1000 }
    world.files.store(new File([' '.repeat(1000)], body.name))
    world.files.fail({ status: 200, body }, { when })
    expect(await findings()).toEqual([])
    expect(world.files.downloads[0]).toBe(body.name)
  })

  it('takes an end that no clock reaches for none', async () => {
    world.faults.token = { expires_at: 1e15 }
    expect(await findings()).toEqual([])
  })

  it.each<[string, Partial<Finding>, () => Promise<Finding[]>]>([
    [
      'a setting that is wrong',
      { check: 'settings', state: 'problem' },
      () => findings({ wrong: ['PAGE_ID must be a number'] }),
    ],
    [
      'a token that Meta refuses',
      { check: 'page token', state: 'problem' },
      () => findings({ pageAccessToken: 'EAAother' }),
    ],
    [
      'no token at all',
      { check: 'page token', state: 'problem' },
      () => findings({ pageAccessToken: undefined, ccmUrl: undefined }),
    ],
    [
      'an app secret of another app',
      { check: 'page token', state: 'problem', todo: expect.stringContaining('APP_SECRET') },
      () => {
        world.faults.refused = { code: 100, message: 'Invalid appsecret_proof provided' }
        return findings()
      },
    ],
    [
      'a permission that is missing',
      { check: 'page token', state: 'problem', todo: expect.stringContaining('pages_messaging') },
      () => {
        world.faults.refused = { code: 200 }
        return findings()
      },
    ],
    [
      'a Graph API that cannot be reached',
      { check: 'page token', state: 'problem', says: expect.stringContaining('reached') },
      () => findings({ graphUrl: 'http://127.0.0.1:9' }),
    ],
    [
      'a token of another Page',
      { check: 'page token', state: 'problem' },
      () => {
        world.faults.page = '104857600999999'
        return findings()
      },
    ],
    [
      'a token without its permission',
      { check: 'permissions', state: 'problem' },
      () => {
        world.faults.token = { scopes: ['pages_manage_metadata'] }
        return findings()
      },
    ],
    [
      'a token that cannot subscribe',
      { check: 'permissions', state: 'warning' },
      () => {
        world.faults.token = { scopes: ['pages_messaging'] }
        return findings()
      },
    ],
    [
      'a token that ended',
      { check: 'permissions', state: 'problem' },
      () => {
        world.faults.token = { expires_at: 1_700_000_000 }
        return findings()
      },
    ],
    [
      'a token that ends soon',
      { check: 'permissions', state: 'warning' },
      () => {
        world.faults.token = { expires_at: Math.floor(Date.now() / 1000) + 86_400 }
        return findings()
      },
    ],
    [
      'no subscription',
      { check: 'subscription', state: 'problem' },
      () => {
        world.faults.fields = []
        return findings()
      },
    ],
    [
      'a field that is missing',
      { check: 'subscription', state: 'warning', says: expect.stringContaining('message_reads') },
      () => {
        world.faults.fields = allFields.filter((field) => field !== 'message_reads')
        return findings()
      },
    ],
    [
      'the field that matters missing',
      { check: 'subscription', state: 'problem' },
      () => {
        world.faults.fields = allFields.filter((field) => field !== 'messages')
        return findings()
      },
    ],
    [
      'another verify token at the webhook',
      { check: 'webhook address', state: 'problem' },
      () => {
        world.faults.host = () => new Response('no', { status: 403 })
        return findings()
      },
    ],
    [
      'a webhook that takes every token',
      { check: 'webhook address', state: 'problem' },
      () => {
        world.faults.host = (request) =>
          new Response(new URL(request.url).searchParams.get('hub.challenge'))
        return findings()
      },
    ],
    [
      'a webhook that nobody reaches',
      { check: 'webhook address', state: 'problem' },
      () => findings({ webhookUrl: 'http://127.0.0.1:9/webhook' }),
    ],
    [
      'a webhook that is no address',
      { check: 'webhook address', state: 'problem' },
      () => findings({ webhookUrl: 'cx.example.com' }),
    ],
    [
      'a channel that CX does not know',
      { check: 'CCM', state: 'problem' },
      () => {
        world.faults.page = '104857600999999'
        return findings({ pageId: '104857600999999' })
      },
    ],
    [
      'a channel without settings',
      { check: 'CCM', state: 'problem', says: expect.stringContaining('knows no channel') },
      () => {
        world.ccm.fail({ status: 200, body: [] })
        return findings()
      },
    ],
    [
      'CCM that wants a login',
      { check: 'CCM', state: 'problem' },
      () => {
        world.ccm.fail({ status: 401 })
        return findings()
      },
    ],
    [
      'CCM that is not there',
      { check: 'CCM', state: 'problem' },
      () => findings({ ccmUrl: 'http://127.0.0.1:9' }),
    ],
    [
      'CX that needs a token',
      { check: 'CCM', state: 'problem', todo: expect.stringContaining('KEYCLOAK_ISSUER') },
      () => {
        world.faults.login = true
        return findings()
      },
    ],
    [
      'Keycloak that does not know the secret',
      { check: 'Keycloak', state: 'problem', says: expect.stringContaining('clientSecret') },
      () => {
        world.faults.login = true
        return findings({ cxHeaders: tokenWith('another-secret') })
      },
    ],
    [
      'Keycloak that is not there',
      {
        check: 'Keycloak',
        state: 'problem',
        says: expect.stringContaining('could not be reached'),
        todo: expect.stringContaining('whether Keycloak runs'),
      },
      () =>
        findings({
          cxHeaders: createKeycloakToken({
            issuer: 'http://127.0.0.1:9/auth/realms/expertflow',
            clientId: 'facebook-connector',
            clientSecret,
          }),
        }),
    ],
    [
      'a gateway that does not take the token',
      { check: 'File Engine', state: 'problem', todo: expect.stringContaining('gateway') },
      () => {
        world.faults.login = true
        return findings({
          cxHeaders: async () => ({ authorization: 'Bearer of-another-realm' }),
        })
      },
    ],
    [
      'another token in CX',
      { check: 'CCM', state: 'warning' },
      () => findings({ pageAccessToken: 'EAAother' }),
    ],
    [
      'File Engine that is not there',
      { check: 'File Engine', state: 'problem' },
      () => findings({ fileEngineUrl: 'http://127.0.0.1:9' }),
    ],
    [
      'File Engine with the gateway’s limit',
      { check: 'File Engine', state: 'warning', todo: expect.stringContaining('max_body_size') },
      () => {
        world.files.fail(
          { status: 413 },
          { when: ({ file }) => (file?.size ?? 0) > 6_291_456, times: 9 },
        )
        return findings()
      },
    ],
    [
      'File Engine with its own limit',
      { check: 'File Engine', state: 'warning', todo: expect.stringContaining('MAXFILESIZE') },
      () => {
        world.files.fail(
          { status: 413 },
          { when: ({ file }) => (file?.size ?? 0) > 5_000_000, times: 9 },
        )
        return findings()
      },
    ],
    [
      'a gateway that says of every path that there is no route',
      { check: 'File Engine', state: 'problem', says: expect.stringContaining('not File Engine') },
      () => {
        const body = { message: 'no Route matched with those values' }
        world.files.fail({ status: 404, body }, { times: Number.POSITIVE_INFINITY })
        return findings()
      },
    ],
    [
      'File Engine that refuses every file',
      { check: 'File Engine', state: 'problem', todo: expect.stringContaining('virus scanner') },
      () => {
        const body = { message: 'The scanner is not there' }
        world.files.fail({ status: 404, body }, { times: 1 })
        return findings()
      },
    ],
    [
      'File Engine that gives back more than the channel allows',
      { check: 'File Engine', state: 'problem', says: expect.stringContaining('at most') },
      () => {
        const when = ({ method }: { method: string }) => method === 'GET'
        world.files.fail({ status: 200, body: 'x'.repeat(26_300_000) }, { when })
        return findings()
      },
    ],
    [
      'a clock that is off',
      { check: 'clock', state: 'warning' },
      () => {
        world.faults.ahead = 60_000
        return findings()
      },
    ],
    [
      'a clock that is wrong',
      { check: 'clock', state: 'problem' },
      () => {
        world.faults.ahead = -3_600_000
        return findings()
      },
    ],
    [
      'a store that cannot be written',
      { check: 'store', state: 'problem', says: expect.stringContaining('disk is full') },
      () => findings({ tryStore: () => Promise.reject(new Error('the disk is full')) }),
    ],
    [
      'a store that says why it cannot be used',
      { check: 'store', says: 'The store cannot be used: the disk is full.' },
      () => findings({ tryStore: () => Promise.reject(new StorageError('full')) }),
    ],
  ])('finds %s, and says what to do', async (_, expected, found) => {
    const all = await found()
    expect(all).toEqual(expect.arrayContaining([expect.objectContaining(expected)]))
    for (const { says, todo } of all)
      expect([says, todo]).toEqual([
        expect.stringMatching(/^\S.*\.$/s),
        expect.stringMatching(/^\S.*\.$/s),
      ])
  })

  it('asks neither CCM nor File Engine where there is no token for them', async () => {
    const found = await findings({ cxHeaders: tokenWith('another-secret') })
    expect(found.map(({ check, todo }) => [check, todo])).toEqual([
      ['Keycloak', expect.stringContaining('KEYCLOAK_')],
      ['CCM', 'Fix the problem with Keycloak first.'],
      ['File Engine', 'Fix the problem with Keycloak first.'],
    ])
  })

  it('takes token and verify token of the channel in CX where the environment has none', async () => {
    expect(await findings({ pageAccessToken: undefined, verifyToken: undefined })).toEqual([])
  })
})

describe('messenger-cim doctor', () => {
  const env = () => ({
    PAGE_ID: pageId,
    PAGE_ACCESS_TOKEN: pageAccessToken,
    VERIFY_TOKEN: verifyToken,
    APP_SECRET: appSecret,
    GRAPH_URL: world.well.graphUrl ?? '',
    CCM_URL: world.well.ccmUrl ?? '',
    FILE_ENGINE_URL: world.well.fileEngineUrl ?? '',
    DATABASE_PATH: ':memory:',
  })

  it('reads the environment, and ends with 0 where all is well', async () => {
    const { code, stdout } = await run(['doctor', '--webhook-url', world.well.webhookUrl ?? ''], {
      env: env(),
    })
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^ok {7}settings/)])
    for (const secret of [pageAccessToken, verifyToken, appSecret])
      expect(stdout).not.toContain(secret)
  })

  it('logs in to CX with the settings of the host, and knows the address of the webhook', async () => {
    world.faults.login = true
    const keycloak = {
      KEYCLOAK_ISSUER: world.issuer,
      KEYCLOAK_CLIENT_ID: 'facebook-connector',
      KEYCLOAK_CLIENT_SECRET: clientSecret,
    }
    const settings = { ...env(), ...keycloak, WEBHOOK_URL: world.well.webhookUrl ?? '' }
    const { code, stdout } = await run(['doctor'], { env: settings })
    expect(stdout).toMatch(/ok {7}webhook address/)
    expect(stdout).toMatch(/ok {7}Keycloak +Keycloak gives a token\./)
    expect(stdout).toMatch(/ok {7}CCM/)
    expect(stdout).toMatch(/ok {7}File Engine/)
    expect(stdout).not.toContain(clientSecret)
    expect(code).toBe(0)
    const half = await run(['doctor'], { env: { ...settings, KEYCLOAK_CLIENT_ID: '' } })
    expect(half.stdout).toMatch(/problem {2}settings +KEYCLOAK_CLIENT_ID is missing/)
  })

  it('ends with 1 where there is a problem, and gives programs a line for each finding', async () => {
    world.faults.fields = []
    const { code, stdout } = await run(['doctor', '--json'], { env: env() })
    expect(code).toBe(1)
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.find(({ check }) => check === 'subscription')).toMatchObject({
      state: 'problem',
      todo: expect.any(String),
    })
  })

  it('reads settings from a file too, and the environment before it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'messenger-cim-'))
    try {
      const file = join(folder, '.env')
      const { APP_SECRET, ...rest } = env()
      writeFileSync(file, `APP_SECRET=${APP_SECRET}\nPAGE_ID=1\n`)
      const { stdout } = await run(['doctor', '--env-file', file], { env: rest })
      expect(stdout).toMatch(/^ok {7}settings/)
      expect(stdout).toContain(`The token is of Page ${pageId}.`)
      expect(await run(['doctor', '--env-file', join(folder, 'none')])).toMatchObject({ code: 2 })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('names each setting that is wrong, and looks at the others all the same', async () => {
    const { code, stdout } = await run(['doctor'], {
      env: { ...env(), APP_SECRET: 'short', CCM_URL: '' },
    })
    expect(code).toBe(1)
    expect(stdout).toMatch(/problem {2}settings +APP_SECRET is too short/)
    expect(stdout).toMatch(/problem {2}settings +CCM_URL is missing/)
    expect(stdout).toMatch(/ok {7}File Engine/)
    expect(stdout).not.toContain('short\n')
  })

  it('makes no file for a look, and writes to one that there is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'messenger-cim-'))
    try {
      const path = join(folder, 'data/host.sqlite')
      const first = await run(['doctor'], { env: { ...env(), DATABASE_PATH: path } })
      expect(first.stdout).toMatch(/ok {7}store/)
      expect(existsSync(path)).toBe(false)
      await openSqlite(path).close()
      const second = await run(['doctor'], { env: { ...env(), DATABASE_PATH: path } })
      expect(second.stdout).toMatch(/ok {7}store/)
      const redis = { REDIS_URL: 'redis://:hunter2@127.0.0.1:9' }
      const away = await run(['doctor'], { env: { ...env(), ...redis } })
      expect(away.stdout).toMatch(/problem {2}store/)
      expect(away.stdout).not.toContain('hunter2')
      const third = await run(['doctor'], { env: { ...env(), DATABASE_PATH: folder } })
      expect(third.stdout).toMatch(/problem {2}store/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it.each(['redis', 'https'])(
    'goes on where a setting is an address with the scheme %s, and shows no password',
    async (scheme) => {
      const address = `${scheme}://user:hunter2@127.0.0.1:9`
      const names = ['CCM_URL', 'FILE_ENGINE_URL', 'GRAPH_URL', 'WEBHOOK_URL', 'PAGE_ID']
      for (const name of [...names, 'KEYCLOAK_ISSUER', 'DATABASE_PATH', 'HOST']) {
        const { code, stdout, stderr } = await run(['doctor'], {
          env: { ...env(), [name]: address },
        })
        expect([code, stderr], name).toEqual([1, ''])
        expect(stdout, name).toMatch(new RegExp(`problem {2}settings +${name} must be`))
        expect(stdout, name).toMatch(/(?:ok|problem) +store/)
        expect(stdout, name).not.toContain('hunter2')
      }
      const given = await run(['doctor', '--webhook-url', address], { env: env() })
      expect(given.stdout).not.toContain('hunter2')
      const page = await run(['doctor', '--page', address], { env: env() })
      expect([page.code, page.stderr]).toEqual([2, expect.stringMatching(/^--page takes/)])
      expect(page.stderr).not.toContain('hunter2')
    },
  )

  it('takes no file', async () => {
    expect(await run(['doctor', 'x'])).toMatchObject({ code: 2 })
  })
})
