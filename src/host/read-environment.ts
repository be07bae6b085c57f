import { resolve } from 'node:path'
import type * as z from 'zod'
import { createCcmClient, createFileEngine } from '../ccm/index.ts'
import { isObject } from '../connector/is-object.ts'
import { ConfigError, PayloadError } from '../errors.ts'
import { ccmPages } from './ccm-pages.ts'
import { keycloakHeaders, keycloakLines, keycloakSchema } from './keycloak-headers.ts'
import type { HostOptions } from './options.ts'
import { createPageGraphs } from './page-graphs.ts'
import { type Pages, staticPages } from './pages.ts'
import { pageSettings, type Settings, settingsSchema } from './settings.ts'

/** The result of {@link readEnvironment}. */
export type HostEnvironment = {
  /** Where to listen. */
  hostname: string
  /** The port to listen on; 0 for any free one. */
  port: number
  /** The lowest level to log. */
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  /** How long a stopping host may take to finish its work, in ms. */
  stopTimeoutMs: number
  /** The public address that Meta posts to, if set. `messenger-cim doctor` checks it. */
  webhookUrl: string | undefined
  /** The file for `openSqlite`. */
  databasePath: string
  /** For `connectBullmq`. */
  redisUrl: string | undefined
  /** The prefix of the keys in Redis, for `connectBullmq`. */
  redisPrefix: string
  /** How many days messages are remembered and dead letters kept. */
  retentionDays: number
  /** For {@link createHost}, which also needs a queue and a log. */
  options: Omit<HostOptions, 'queue' | 'log' | 'onEvent'>
}

const second = 1000

/**
 * Reads and checks the settings of a host, and creates the clients of CX from them.
 *
 * @param env for example `process.env`; white space around values is removed, and blank values count as missing
 * @throws {ConfigError} with a line for each wrong setting; it quotes no values
 * @throws {PayloadError} when `env` is not an object
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): HostEnvironment {
  if (!isObject(env)) {
    throw new PayloadError('options', [{ path: ['env'], message: 'expected process.env' }])
  }
  const settings = readSettings(env)
  return {
    hostname: settings.HOST,
    port: settings.PORT,
    logLevel: settings.LOG_LEVEL,
    stopTimeoutMs: settings.SHUTDOWN_SECONDS * second,
    webhookUrl: settings.WEBHOOK_URL,
    databasePath: databasePathFrom(settings.DATABASE_PATH),
    redisUrl: settings.REDIS_URL,
    redisPrefix: settings.REDIS_PREFIX,
    retentionDays: settings.RETENTION_DAYS,
    options: optionsFrom(settings),
  }
}

function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = givenIn(env)
  const role = settingsSchema.shape.ROLE.safeParse(given.ROLE).data ?? 'all'
  const schema: z.ZodType<Settings> =
    given.SETTINGS === 'ccm' ? settingsSchema : settingsSchema.extend(pageSettings[role])
  const result = schema.safeParse(given)
  const issues = result.error?.issues ?? []
  const lines = [
    ...issues.map(({ path, message }) => `${path.join('.')} ${message}`),
    ...linesOfKeycloak(given),
  ]
  if (result.success && lines.length === 0) return result.data
  throw new ConfigError(lines)
}

/**
 * The given settings, without white space around them: files with secrets end in a line break, and files of Windows
 * have an additional character at the end of each line.
 */
function givenIn(env: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const texts = Object.entries(env).map(([name, value]) => [name, trimmed(value)] as const)
  return Object.fromEntries(texts.filter(([, value]) => value !== ''))
}

/** Programs may give numbers and flags as they are. */
function trimmed(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? value.trim() : (value ?? '')
}

/** No lines when a setting of Keycloak is invalid in itself: its own line says so. */
function linesOfKeycloak(given: Readonly<Record<string, unknown>>): string[] {
  const { data } = keycloakSchema.safeParse(given)
  return data === undefined ? [] : keycloakLines(data)
}

function databasePathFrom(path: string): string {
  return path === ':memory:' ? path : resolve(path)
}

function optionsFrom(settings: Settings): HostEnvironment['options'] {
  const headers = keycloakHeaders(settings)
  // Short waits and few retries, because the queue retries with longer pauses.
  const client = { headers, maxWaitMs: 2000 }
  const ccm = createCcmClient({ ...client, baseUrl: settings.CCM_URL, retries: 1 })
  const pages = settings.SETTINGS === 'ccm' ? ccmPages({ ccm }) : ownPage(settings)
  const appSecret = settings.APP_SECRET
  return {
    pages,
    ccm,
    graph: createPageGraphs(pages, { appSecret, baseUrl: settings.GRAPH_URL }),
    files: createFileEngine({
      ...client,
      baseUrl: settings.FILE_ENGINE_URL,
      ...(settings.FILE_ENGINE_PUBLIC_URL && { publicUrl: settings.FILE_ENGINE_PUBLIC_URL }),
    }),
    appSecret,
    cx: { token: settings.CX_TOKEN, allowForwarded: settings.CX_ALLOW_FORWARDED },
    ...(settings.FORWARD_CHANGES_URL && { forwardChanges: { url: settings.FORWARD_CHANGES_URL } }),
    role: settings.ROLE,
    concurrency: settings.CONCURRENCY,
    media: { allowHosts: settings.MEDIA_ALLOW_HOSTS, allowInsecure: settings.MEDIA_ALLOW_INSECURE },
    profiles: settings.PROFILES,
    outbound: { humanAgent: settings.HUMAN_AGENT },
    echoWaitMs: settings.ECHO_WAIT_SECONDS * second,
  }
}

function ownPage({ PAGE_ID = '', PAGE_ACCESS_TOKEN, VERIFY_TOKEN }: Settings): Pages {
  return staticPages([
    { pageId: PAGE_ID, pageAccessToken: PAGE_ACCESS_TOKEN, verifyToken: VERIFY_TOKEN },
  ])
}
