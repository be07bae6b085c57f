import { describe, expect, it, vi } from 'vitest'
import { ConfigError, readEnvironment } from '../../src/host/index.ts'
import { settingsSchema } from '../../src/host/settings.ts'
import { messengerToCim } from '../../src/index.ts'
import { textWebhook } from '../connector/world.ts'

const right = {
  PAGE_ID: '104857600123456',
  PAGE_ACCESS_TOKEN: 'EAAtoken',
  VERIFY_TOKEN: 'verify',
  APP_SECRET: '0123456789abcdef0123456789abcdef',
  CCM_URL: 'http://cx-ccm-svc:8081/',
  FILE_ENGINE_URL: 'https://cx.example.com/file-engine',
}

function linesOf(env: Record<string, string>): readonly string[] {
  try {
    readEnvironment(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.lines
    throw error
  }
}

/** Wrong settings, and the one line that each gets. */
const wrong: readonly [Record<string, string>, string][] = [
  [
    { PAGE_ACCESS_TOKEN: '' },
    'PAGE_ACCESS_TOKEN is missing: the long-lived access token of the Page',
  ],
  [{ PAGE_ACCESS_TOKEN: 'EAA token' }, 'PAGE_ACCESS_TOKEN must be one word without spaces'],
  [
    { APP_SECRET: 'too-short' },
    'APP_SECRET is too short: the secret of a Facebook app has 32 characters',
  ],
  [
    { APP_SECRET: `${right.APP_SECRET}, cut-off` },
    'APP_SECRET is too short: the secret of a Facebook app has 32 characters',
  ],
  [
    { CCM_URL: 'cx.example.com/ccm' },
    'CCM_URL must be an http(s) URL without credentials, query or fragment',
  ],
  [
    { CCM_URL: 'http://ccm:8081/?' },
    'CCM_URL must be an http(s) URL without credentials, query or fragment',
  ],
  [
    { FILE_ENGINE_URL: 'https://me:password@cx.example.com' },
    'FILE_ENGINE_URL must be an http(s) URL without credentials, query or fragment',
  ],
  [
    { GRAPH_URL: 'ftp://graph.example.com' },
    'GRAPH_URL must be an http(s) URL without credentials, query or fragment',
  ],
  [{ PORT: '80800' }, 'PORT must be at most 65535'],
  [{ PORT: 'http' }, 'PORT must be a number'],
  [{ SHUTDOWN_SECONDS: '1.5' }, 'SHUTDOWN_SECONDS must be a whole number'],
  [{ ECHO_WAIT_SECONDS: '0' }, 'ECHO_WAIT_SECONDS must be at least 1'],
  [{ CONCURRENCY: '0' }, 'CONCURRENCY must be at least 1'],
  [{ RETENTION_DAYS: '0' }, 'RETENTION_DAYS must be at least 1'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be debug or info or warn or error'],
  [{ PROFILES: 'yes' }, 'PROFILES must be true or false'],
  [{ PAGE_ID: 'my-page' }, 'PAGE_ID must be a number'],
  [{ CX_TOKEN: 'secret' }, 'CX_TOKEN is too short: at least 16 characters'],
  [
    { CX_TOKEN: 'schlüssel von CX, lang genug' },
    'CX_TOKEN must be of the printable characters of ASCII',
  ],
  [
    { MEDIA_ALLOW_HOSTS: 'cdn.example.com, https://files.example.com' },
    'MEDIA_ALLOW_HOSTS must be hosts, such as cdn.example.com',
  ],
  [{ REDIS_URL: 'redis://:50%@redis' }, 'REDIS_URL must be a redis: or rediss: URL'],
  [{ REDIS_URL: 'redis.example.com:6379' }, 'REDIS_URL must be a redis: or rediss: URL'],
  [{ REDIS_PREFIX: 'a b' }, 'REDIS_PREFIX must be of letters, digits, _, . and -'],
  // connectBullmq takes it no more than that one.
  [{ REDIS_PREFIX: 'host:one' }, 'REDIS_PREFIX must be of letters, digits, _, . and -'],
]

describe('readEnvironment', () => {
  it.each(wrong)('names what is wrong with %o in one line', (changes, line) => {
    const lines = linesOf({ ...right, ...changes })
    expect(lines).toEqual([line])
    const values = Object.values(changes).filter((value) => value.length > 6)
    for (const value of values) expect(line).not.toContain(value)
  })

  it.each(Object.keys(right))('needs %s', (name) => {
    expect(linesOf({ ...right, [name]: ' ' })).toEqual([
      expect.stringContaining(`${name} is missing`),
    ])
  })

  it('takes values with the white space of files around them', async () => {
    const spaced = Object.entries(right).map(([name, value]) => [name, ` ${value}\r\n`])
    const env = {
      ...Object.fromEntries(spaced),
      PROFILES: 'true\r',
      CX_TOKEN: `${'x'.repeat(16)}\n`,
    }
    const { options } = readEnvironment(env)
    expect(options).toMatchObject({ profiles: true, cx: { token: 'x'.repeat(16) } })
    expect(await options.pages.of(right.PAGE_ID)).toMatchObject({
      pageAccessToken: right.PAGE_ACCESS_TOKEN,
      verifyToken: right.VERIFY_TOKEN,
    })
  })

  it('takes numbers and flags of a program, and names what is neither', () => {
    const read = (values: object) => Reflect.apply(readEnvironment, undefined, [values])
    const given = { ...right, PORT: 80, PROFILES: true, HOST: null, LOG_LEVEL: undefined }
    expect(read(given)).toMatchObject({
      port: 80,
      hostname: '0.0.0.0',
      options: { profiles: true },
    })
    expect(() => read({ ...right, PORT: {} })).toThrow('PORT must be a number')
  })

  it('reads lists with commas', () => {
    const secrets = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210']
    const { options } = readEnvironment({
      ...right,
      APP_SECRET: secrets.join(', '),
      MEDIA_ALLOW_HOSTS: 'files.example.com, 127.0.0.1:8081,',
    })
    expect(options.appSecret).toEqual(secrets)
    expect(options.media?.allowHosts).toEqual(
      expect.arrayContaining(['files.example.com', '127.0.0.1:8081']),
    )
  })

  it('reads what a host needs, with defaults', async () => {
    const { options, databasePath, ...rest } = readEnvironment({ ...right, CX_TOKEN: '  ' })
    expect(rest).toEqual({
      hostname: '0.0.0.0',
      port: 8080,
      logLevel: 'info',
      stopTimeoutMs: 25_000,
      redisUrl: undefined,
      redisPrefix: 'messenger-cim',
      retentionDays: 180,
    })
    expect(databasePath).toMatch(/\/data\/messenger-cim\.sqlite$/)
    expect(options).toMatchObject({
      appSecret: [right.APP_SECRET],
      cx: { token: undefined, allowForwarded: false },
      role: 'all',
      echoWaitMs: 60_000,
      outbound: { humanAgent: false },
    })
    expect(await options.pages.of(right.PAGE_ID)).toMatchObject({ verifyToken: 'verify' })
    expect(await options.pages.of('999')).toBeUndefined()
  })

  it('names each wrong setting in a line, and no value', () => {
    const secret = 'hunter2 hunter2'
    const lines = linesOf({
      ...right,
      PAGE_ID: 'my page',
      PAGE_ACCESS_TOKEN: secret,
      APP_SECRET: 'short',
      CCM_URL: 'ftp://user:hunter2@cx',
      PORT: '99999',
      ROLE: 'both',
      CX_TOKEN: 'hunter2',
      REDIS_URL: 'http://redis',
    })
    expect(lines.map((line) => line.split(' ')[0]).toSorted()).toEqual([
      'APP_SECRET',
      'CCM_URL',
      'CX_TOKEN',
      'PAGE_ACCESS_TOKEN',
      'PAGE_ID',
      'PORT',
      'REDIS_URL',
      'ROLE',
    ])
    expect(lines.join('\n')).not.toContain('hunter2')
  })

  it.each(['redis', 'amqp', 'ftp', 'postgres', 'https'])(
    'shows no password of an address with the scheme %s, whatever setting it stands in',
    (scheme) => {
      const address = `${scheme}://user:hunter2@host/0`
      const names = Object.keys(settingsSchema.shape)
      const results = names.map((name) => [name, linesOf({ ...right, [name]: address })] as const)
      expect(results.flatMap(([, lines]) => lines).join()).not.toContain('hunter2')
      // Tokens and passwords may look like anything.
      const taken = results.filter(([, lines]) => lines.length === 0).map(([name]) => name)
      const secrets = ['PAGE_ACCESS_TOKEN', 'VERIFY_TOKEN', 'CX_TOKEN']
      const redis = scheme === 'redis' ? ['REDIS_URL'] : []
      expect(taken.toSorted()).toEqual([...secrets, ...redis].toSorted())
    },
  )

  it('has calls of CX carry a token of Keycloak where that is set', () => {
    const keycloak = {
      KEYCLOAK_ISSUER: 'https://cx.example.com/auth/realms/expertflow',
      KEYCLOAK_CLIENT_ID: 'cim',
      KEYCLOAK_CLIENT_SECRET: 'hunter2',
    }
    expect(linesOf({ ...right, ...keycloak })).toEqual([])
    expect(linesOf({ ...right, ...keycloak, KEYCLOAK_CLIENT_ID: '' })).toEqual([
      'KEYCLOAK_CLIENT_ID is missing',
    ])
    const user = { ...keycloak, KEYCLOAK_CLIENT_SECRET: '', KEYCLOAK_USERNAME: 'cim' }
    expect(linesOf({ ...right, ...user, KEYCLOAK_PASSWORD: 'hunter2' })).toEqual([])
    expect(linesOf({ ...right, ...user })).toEqual([
      'KEYCLOAK_PASSWORD is missing: expected with username',
    ])
    expect(linesOf({ ...right, ...keycloak, KEYCLOAK_ISSUER: '' })).toEqual([
      'KEYCLOAK_ISSUER is missing, though KEYCLOAK_CLIENT_ID is given',
    ])
  })

  it('leaves waits of more than two seconds to the queue', async () => {
    const fetch = vi.fn(async () => new Response(null, { status: 503, headers }))
    const headers = { 'retry-after': '3' }
    vi.stubGlobal('fetch', fetch)
    const { ccm, files } = readEnvironment(right).options
    vi.unstubAllGlobals()
    if (typeof ccm === 'function' || typeof files !== 'object') throw new Error('expected clients')
    const { messages } = messengerToCim(textWebhook('a', 'Hello'))
    const asked = { retryAfterMs: 3000 }
    for (const message of messages) await expect(ccm.receive(message)).rejects.toMatchObject(asked)
    await expect(files.download('a.png')).rejects.toMatchObject(asked)
    expect([messages.length, fetch.mock.calls.length]).toEqual([1, 2])
  })

  it('names what is missing for Keycloak together with all other lines', () => {
    const { CCM_URL: _, ...rest } = right
    const issuer = 'https://cx.example.com/auth/realms/expertflow'
    expect(linesOf({ ...rest, KEYCLOAK_ISSUER: issuer })).toEqual([
      expect.stringMatching(/^CCM_URL is missing/),
      'KEYCLOAK_CLIENT_ID is missing',
      'KEYCLOAK_CLIENT_SECRET is missing: expected, or username and password',
    ])
    expect(linesOf({ ...right, KEYCLOAK_ISSUER: 'hunter2', KEYCLOAK_CLIENT_ID: 'cim' })).toEqual([
      expect.stringMatching(/^KEYCLOAK_ISSUER must be/),
    ])
  })

  it('needs of a Page what its role needs, and nothing where CX is asked', () => {
    const { PAGE_ACCESS_TOKEN: _, ...receiver } = right
    const { VERIFY_TOKEN: __, ...worker } = right
    expect(linesOf(receiver)).toHaveLength(1)
    expect(linesOf({ ...receiver, ROLE: 'receiver' })).toEqual([])
    expect(linesOf(worker)).toHaveLength(1)
    expect(linesOf({ ...worker, ROLE: 'worker' })).toEqual([])
    const { PAGE_ID: ___, ...ccm } = { ...receiver, SETTINGS: 'ccm' }
    expect(linesOf(ccm)).toEqual([])
  })
})
