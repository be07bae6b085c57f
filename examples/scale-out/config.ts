import { z } from 'zod'
import { count, flag, list, pause, redisUrl, serviceUrl, text, token, word } from './setting.ts'

const second = 1000
const day = 24 * 60 * 60 * second

/** Of a Facebook app: 32 hexadecimal digits. */
const appSecretLength = 32

/** What every process must know. */
const redisSettings = z.object({
  REDIS_URL: redisUrl('where Redis is, such as redis://redis:6379'),
  REDIS_PREFIX: token('').default('messenger-cim'),
})

/** What receivers and workers must know. */
const hostSettings = redisSettings.extend({
  HOST: z.string().default('0.0.0.0'),
  PORT: count(0, 65_535).default(8080),
  LOG_LEVEL: word(['debug', 'info', 'warn', 'error']).default('info'),
  SHUTDOWN_SECONDS: count(1, 3600).default(25),
  SETTINGS: word(['env', 'ccm']).default('env'),
  PAGE_ID: pageId().optional(),
  APP_SECRET: text('the app secret of the Facebook app, which signs webhooks')
    .transform((value) => value.split(',').map((secret) => secret.trim()))
    .refine(
      (secrets) => secrets.every(({ length }) => length >= appSecretLength),
      `is too short: the secret of a Facebook app has ${appSecretLength} characters`,
    ),
})

const receiverSettings = hostSettings.extend({
  WEBHOOK_PATH: z
    .string()
    .regex(/^(\/[\w.~-]+)+$/, 'must be a path such as /facebook-connector/webhook')
    .default('/facebook-connector/webhook'),
  VERIFY_TOKEN: z.string().optional(),
  CX_TOKEN: z.string().min(16, 'is too short: at least 16 characters').optional(),
  CCM_URL: ccmUrl().optional(),
})

const workerSettings = hostSettings.extend({
  PAGE_ACCESS_TOKEN: pageAccessToken().optional(),
  GRAPH_URL: serviceUrl('the Graph API').default('https://graph.facebook.com'),
  PROFILES: flag(),
  HUMAN_AGENT: flag(),
  CCM_URL: ccmUrl(),
  FILE_ENGINE_URL: serviceUrl('where File Engine is: https://cx.example.com/file-engine/api'),
  MEDIA_ALLOW_HOSTS: list(),
  MEDIA_ALLOW_INSECURE: flag(),
  RETENTION_DAYS: count(1, 3650).default(180),
  CONCURRENCY: count(1, 10_000).default(500),
  // With pauses that double from one second up to five minutes, about a day.
  INBOUND_ATTEMPTS: count(1, 100_000).default(300),
  // About two minutes, for the agent waits to hear.
  OUTBOUND_ATTEMPTS: count(1, 100_000).default(8),
  RETRY_SECONDS: pause().default(1),
  TAKE_OVER_SECONDS: count(5, 3600).default(30),
})

function pageId() {
  return text('the number of the Facebook Page').regex(/^\d+$/, 'must be a number')
}

function pageAccessToken() {
  return token('the long-lived access token of the Page')
}

function verifyToken() {
  return text('what Meta tells when the webhook is set up; make one up')
}

function ccmUrl() {
  return serviceUrl('where CCM is, such as https://cx.example.com/ccm')
}

export type Environment = Readonly<Record<string, string | undefined>>

/** What is wrong with the environment, a line for each variable; values are never quoted. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly lines: readonly string[]

  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

export type RedisConfig = ReturnType<typeof toRedisConfig>
export type HostConfig = ReturnType<typeof toHostConfig>
export type ReceiverConfig = ReturnType<typeof readReceiverConfig>
export type WorkerConfig = ReturnType<typeof readWorkerConfig>

/**
 * Reads where Redis is.
 *
 * @param env for example `process.env`; blank values count as missing
 * @throws {ConfigError} with a line for each wrong variable
 */
export function readRedisConfig(env: Environment): RedisConfig {
  return toRedisConfig(readSettings(redisSettings, env))
}

/**
 * Reads the settings of a receiver. An access token is not among them: it writes to nobody.
 *
 * @throws {ConfigError} with a line for each wrong variable
 */
export function readReceiverConfig(env: Environment) {
  const schema: z.ZodType<z.infer<typeof receiverSettings>> = isFromCcm(env)
    ? receiverSettings.extend({ CCM_URL: ccmUrl() })
    : receiverSettings.extend({ PAGE_ID: pageId(), VERIFY_TOKEN: verifyToken() })
  const settings = readSettings(schema, env)
  return {
    ...toHostConfig(settings),
    webhookPath: settings.WEBHOOK_PATH,
    verifyToken: settings.VERIFY_TOKEN,
    cxToken: settings.CX_TOKEN,
    ccmUrl: settings.CCM_URL,
  }
}

/**
 * Reads the settings of a worker.
 *
 * @throws {ConfigError} with a line for each wrong variable
 */
export function readWorkerConfig(env: Environment) {
  const schema: z.ZodType<z.infer<typeof workerSettings>> = isFromCcm(env)
    ? workerSettings
    : workerSettings.extend({ PAGE_ID: pageId(), PAGE_ACCESS_TOKEN: pageAccessToken() })
  const settings = readSettings(schema, env)
  return {
    ...toHostConfig(settings),
    pageAccessToken: settings.PAGE_ACCESS_TOKEN,
    graphUrl: settings.GRAPH_URL,
    profiles: settings.PROFILES,
    humanAgent: settings.HUMAN_AGENT,
    ccmUrl: settings.CCM_URL,
    fileEngineUrl: settings.FILE_ENGINE_URL,
    media: { allowHosts: settings.MEDIA_ALLOW_HOSTS, allowInsecure: settings.MEDIA_ALLOW_INSECURE },
    /** In ms. */
    retention: settings.RETENTION_DAYS * day,
    concurrency: settings.CONCURRENCY,
    attempts: {
      webhook: settings.INBOUND_ATTEMPTS,
      notice: settings.INBOUND_ATTEMPTS,
      cim: settings.OUTBOUND_ATTEMPTS,
    },
    /** In ms. */
    retryPause: settings.RETRY_SECONDS * second,
    /** In ms. */
    takeOverTime: settings.TAKE_OVER_SECONDS * second,
  }
}

function toRedisConfig(settings: z.infer<typeof redisSettings>) {
  // In braces, so that a Redis Cluster keeps all of it on one node, where scripts can reach it.
  return { redisUrl: settings.REDIS_URL, prefix: `{${settings.REDIS_PREFIX}}` }
}

function toHostConfig(settings: z.infer<typeof hostSettings>) {
  return {
    ...toRedisConfig(settings),
    host: settings.HOST,
    port: settings.PORT,
    logLevel: settings.LOG_LEVEL,
    /** In ms. */
    shutdownTime: settings.SHUTDOWN_SECONDS * second,
    settings: settings.SETTINGS,
    pageId: settings.PAGE_ID,
    appSecrets: settings.APP_SECRET,
  }
}

/**
 * Reads settings by a schema.
 *
 * @throws {ConfigError} with a line for each wrong variable
 */
export function readSettings<T>(schema: z.ZodType<T>, env: Environment): T {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const result = schema.safeParse(given)
  if (result.success) return result.data
  throw new ConfigError(
    result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`),
  )
}

function isFromCcm({ SETTINGS }: Environment): boolean {
  return SETTINGS === 'ccm'
}
