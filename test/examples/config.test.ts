import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../examples/express/config.ts'

const right = {
  PAGE_ID: '104857600123456',
  PAGE_ACCESS_TOKEN: 'EAAtoken',
  VERIFY_TOKEN: 'verify',
  APP_SECRET: '0123456789abcdef0123456789abcdef',
  CCM_URL: 'https://cx.example.com/ccm/',
  FILE_ENGINE_URL: 'https://cx.example.com/file-engine/api',
}

/** Wrong settings, and the one line that each gets. */
const wrong: [Record<string, string>, string[]][] = [
  [
    { PAGE_ACCESS_TOKEN: '' },
    ['PAGE_ACCESS_TOKEN is missing: the long-lived access token of the Page'],
  ],
  [{ PAGE_ACCESS_TOKEN: 'EAA token' }, ['PAGE_ACCESS_TOKEN must be one word without spaces']],
  [
    { APP_SECRET: 'too-short' },
    ['APP_SECRET is too short: the secret of a Facebook app has 32 characters'],
  ],
  [
    { APP_SECRET: `${right.APP_SECRET}, cut-off` },
    ['APP_SECRET is too short: the secret of a Facebook app has 32 characters'],
  ],
  [
    { CCM_URL: 'cx.example.com/ccm' },
    ['CCM_URL must be an http(s) URL without credentials, query or fragment'],
  ],
  [
    { FILE_ENGINE_URL: 'https://me:password@cx.example.com' },
    ['FILE_ENGINE_URL must be an http(s) URL without credentials, query or fragment'],
  ],
  [{ GRAPH_URL: 'ftp://graph.example.com' }, [expect.stringContaining('GRAPH_URL must be')]],
  [{ PORT: '80800' }, ['PORT must be at most 65535']],
  [{ PORT: 'http' }, ['PORT must be a number']],
  [{ SHUTDOWN_SECONDS: '1.5' }, ['SHUTDOWN_SECONDS must be a whole number']],
  [{ LOG_LEVEL: 'loud' }, ['LOG_LEVEL must be debug or info or warn or error']],
  [{ PROFILES: 'yes' }, ['PROFILES must be true or false']],
  [{ PAGE_ID: 'my-page' }, ['PAGE_ID must be a number']],
  [{ WEBHOOK_PATH: 'hooks/meta' }, [expect.stringContaining('WEBHOOK_PATH must be a path')]],
  [{ CX_TOKEN: 'secret' }, ['CX_TOKEN is too short: at least 16 characters']],
  [
    { VERIFY_TOKEN: ' ', CCM_URL: '', RETENTION_DAYS: '0' },
    [
      'CCM_URL is missing: where CCM is, such as https://cx.example.com/ccm',
      'RETENTION_DAYS must be at least 1',
      'VERIFY_TOKEN is missing: what Meta tells when the webhook is set up; make one up',
    ],
  ],
]

describe('readConfig', () => {
  it.each(wrong)('tells what is wrong with %o, a line for each variable', (changes, lines) => {
    const error = errorOf({ ...right, ...changes })
    expect(error.lines.toSorted()).toEqual(lines)
    const given = Object.values(changes).filter((value) => value.length > 6)
    for (const value of given) expect(error.message).not.toContain(value)
  })

  it('needs six settings, and has defaults for all others', () => {
    expect(readConfig(right)).toMatchObject({
      port: 8080,
      webhookPath: '/facebook-connector/webhook',
      ccmUrl: 'https://cx.example.com/ccm',
      appSecrets: [right.APP_SECRET],
      media: { allowHosts: [], allowInsecure: false },
    })
    for (const name of Object.keys(right)) {
      expect(errorOf({ ...right, [name]: undefined }).lines).toEqual([
        expect.stringContaining(`${name} is missing`),
      ])
    }
  })

  it('needs nothing of a Page where CCM is asked for it', () => {
    const { APP_SECRET, CCM_URL, FILE_ENGINE_URL } = right
    const config = readConfig({ SETTINGS: 'ccm', APP_SECRET, CCM_URL, FILE_ENGINE_URL })
    expect([config.pageId, config.pageAccessToken, config.verifyToken]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('reads lists with commas', () => {
    const secrets = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210']
    const config = readConfig({
      ...right,
      APP_SECRET: secrets.join(', '),
      MEDIA_ALLOW_HOSTS: 'files.example.com, 127.0.0.1:8081,',
    })
    expect(config.appSecrets).toEqual(secrets)
    expect(config.media.allowHosts).toEqual(['files.example.com', '127.0.0.1:8081'])
  })
})

function errorOf(env: Record<string, string | undefined>): ConfigError {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('The settings were accepted')
}
