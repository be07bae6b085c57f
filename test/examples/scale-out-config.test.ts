import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  ConfigError,
  readReceiverConfig,
  readRedisConfig,
  readWorkerConfig,
} from '../../examples/scale-out/config.ts'
import { readStartConfig } from '../../examples/scale-out/start-config.ts'

const examples = join(import.meta.dirname, '../../examples')

const receiver = {
  REDIS_URL: 'redis://redis:6379',
  PAGE_ID: '104857600123456',
  VERIFY_TOKEN: 'verify',
  APP_SECRET: '0123456789abcdef0123456789abcdef',
}
const worker = {
  REDIS_URL: 'rediss://:password@redis:6379',
  PAGE_ID: '104857600123456',
  PAGE_ACCESS_TOKEN: 'EAAtoken',
  APP_SECRET: '0123456789abcdef0123456789abcdef',
  CCM_URL: 'https://cx.example.com/ccm/',
  FILE_ENGINE_URL: 'https://cx.example.com/file-engine/api',
}

describe('the settings of a receiver', () => {
  it('are four, with defaults for all others, and no access token among them', () => {
    const config = readReceiverConfig({ ...receiver, PAGE_ACCESS_TOKEN: 'EAAtoken' })
    expect(config).toMatchObject({ port: 8080, prefix: '{messenger-cim}' })
    expect(JSON.stringify(config)).not.toContain('EAAtoken')
    for (const name of Object.keys(receiver)) {
      expect(linesOf(readReceiverConfig, { ...receiver, [name]: undefined })).toEqual([
        expect.stringContaining(`${name} is missing`),
      ])
    }
  })

  it('are those of CX where CCM is asked for them', () => {
    const { REDIS_URL, APP_SECRET } = receiver
    const env = { SETTINGS: 'ccm', REDIS_URL, APP_SECRET }
    expect(linesOf(readReceiverConfig, env)).toEqual([
      expect.stringContaining('CCM_URL is missing'),
    ])
    expect(readReceiverConfig({ ...env, CCM_URL: worker.CCM_URL }).pageId).toBeUndefined()
  })
})

describe('the settings of a worker', () => {
  it('are six, with defaults for all others', () => {
    expect(readWorkerConfig(worker)).toMatchObject({
      ccmUrl: 'https://cx.example.com/ccm',
      attempts: { webhook: 300, cim: 8, notice: 300 },
      retryPause: 1000,
      takeOverTime: 30_000,
    })
    for (const name of Object.keys(worker)) {
      expect(linesOf(readWorkerConfig, { ...worker, [name]: undefined })).toEqual([
        expect.stringContaining(`${name} is missing`),
      ])
    }
  })

  it.each([
    [{ REDIS_URL: 'redis:6379' }, 'REDIS_URL must be a redis:// or rediss:// URL'],
    [{ REDIS_URL: 'http://redis.example.com' }, 'REDIS_URL must be a redis:// or rediss:// URL'],
    [
      { APP_SECRET: 'short' },
      'APP_SECRET is too short: the secret of a Facebook app has 32 characters',
    ],
    [{ CONCURRENCY: '0' }, 'CONCURRENCY must be at least 1'],
    [{ INBOUND_ATTEMPTS: 'many' }, 'INBOUND_ATTEMPTS must be a number'],
    [{ RETRY_SECONDS: '-1' }, 'RETRY_SECONDS must be at least 0.01'],
    [{ TAKE_OVER_SECONDS: 'soon' }, 'TAKE_OVER_SECONDS must be a number'],
    [{ REDIS_PREFIX: 'a b' }, 'REDIS_PREFIX must be one word without spaces'],
  ])('are told to be wrong in one line: %o', (changes, line) => {
    expect(linesOf(readWorkerConfig, { ...worker, ...changes })).toEqual([line])
  })

  it('are told to be wrong all at once, and never quoted', () => {
    const lines = linesOf(readWorkerConfig, {
      ...worker,
      PAGE_ACCESS_TOKEN: 'EAA secret',
      CCM_URL: 'https://me:hunter22@cx.example.com',
    })
    expect(lines).toHaveLength(2)
    expect(lines.join('\n')).not.toMatch(/secret|hunter22/)
  })
})

describe('the settings of npm start', () => {
  const { REDIS_URL: _, ...all } = { ...receiver, ...worker }

  it('are those of receivers and workers, without Redis', () => {
    const data = join(examples, 'scale-out', 'data')
    const defaults = { redisUrl: undefined, redisFolder: data, workers: 2 }
    expect(readStartConfig(all)).toEqual(defaults)
    expect(readStartConfig({ ...all, REDIS_URL: ' ', REDIS_FOLDER: '' })).toEqual(defaults)
    expect(readStartConfig({ ...all, REDIS_URL: worker.REDIS_URL, WORKERS: '3' })).toMatchObject({
      redisUrl: worker.REDIS_URL,
      workers: 3,
    })
  })

  it('are told to be wrong in one line each, before anything is started', () => {
    const wrong = { ...all, WORKERS: 'abc', PAGE_ID: 'my-page', REDIS_URL: 'redis', CCM_URL: '' }
    expect(linesOf(readStartConfig, wrong).toSorted()).toEqual([
      'CCM_URL is missing: where CCM is, such as https://cx.example.com/ccm',
      'PAGE_ID must be a number',
      'REDIS_URL must be a redis:// or rediss:// URL',
      'WORKERS must be a number',
    ])
  })
})

describe('the settings of the dead-letters command', () => {
  it('are where Redis is, and nothing else', () => {
    expect(readRedisConfig({ REDIS_URL: 'redis://redis:6379', REDIS_PREFIX: 'staging' })).toEqual({
      redisUrl: 'redis://redis:6379',
      prefix: '{staging}',
    })
  })
})

describe('examples/scale-out', () => {
  it('explains every variable in .env.example', () => {
    const files = ['config.ts', 'start-config.ts']
    const sources = files.map((file) => read('scale-out', file)).join('\n')
    const variables = [...sources.matchAll(/^ +([A-Z][A-Z_]+): /gm)].map(([, name]) => name)
    const explained = [...read('scale-out', '.env.example').matchAll(/^#?([A-Z][A-Z_]+)=/gm)]
    expect(explained.map(([, name]) => name).toSorted()).toEqual([...new Set(variables)].toSorted())
  })

  it('names in its package.json what its files import', () => {
    const files = readdirSync(join(examples, 'scale-out')).filter((file) => file.endsWith('.ts'))
    const imported = files.flatMap((file) => [
      ...read('scale-out', file).matchAll(/from '([^.'][^']*)'/g),
    ])
    const packages = imported.map(([, name = '']) => name.split('/')[0])
    const { dependencies } = JSON.parse(read('scale-out', 'package.json'))
    const needed = new Set(packages.filter((name) => !name?.startsWith('node:')))
    expect(Object.keys(dependencies).toSorted()).toEqual([...needed].toSorted())
  })
})

function linesOf(
  readConfig: (env: Record<string, string | undefined>) => unknown,
  env: Record<string, string | undefined>,
): readonly string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.lines
    throw error
  }
  throw new Error('The settings were accepted')
}

function read(example: string, file: string): string {
  return readFileSync(join(examples, example, file), 'utf8')
}
