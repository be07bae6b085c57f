import { resolve } from 'node:path'
import { z } from 'zod'
import { count, flag, list, serviceUrl, text, token, word } from './setting.ts'

const second = 1000
const day = 24 * 60 * 60 * second

/** Of a Facebook app: 32 hexadecimal digits. */
const appSecretLength = 32

const settings = z.object({
  HOST: z.string().default('0.0.0.0'),
  PORT: count(0, 65_535).default(8080),
  WEBHOOK_PATH: z
    .string()
    .regex(/^(\/[\w.~-]+)+$/, 'must be a path such as /facebook-connector/webhook')
    .default('/facebook-connector/webhook'),
  LOG_LEVEL: word(['debug', 'info', 'warn', 'error']).default('info'),

  SETTINGS: word(['env', 'ccm']).default('env'),
  PAGE_ID: pageId().optional(),
  PAGE_ACCESS_TOKEN: pageAccessToken().optional(),
  VERIFY_TOKEN: z.string().optional(),
  APP_SECRET: text('the app secret of the Facebook app, which signs webhooks')
    .transform((value) => value.split(',').map((secret) => secret.trim()))
    .refine(
      (secrets) => secrets.every(({ length }) => length >= appSecretLength),
      `is too short: the secret of a Facebook app has ${appSecretLength} characters`,
    ),
  GRAPH_URL: serviceUrl('the Graph API').default('https://graph.facebook.com'),
  PROFILES: flag(),
  HUMAN_AGENT: flag(),

  CCM_URL: serviceUrl('where CCM is, such as https://cx.example.com/ccm'),
  FILE_ENGINE_URL: serviceUrl('where File Engine is: https://cx.example.com/file-engine/api'),
  CX_TOKEN: z.string().min(16, 'is too short: at least 16 characters').optional(),

  MEDIA_ALLOW_HOSTS: list(),
  MEDIA_ALLOW_INSECURE: flag(),

  DATABASE_PATH: z.string().optional(),
  RETENTION_DAYS: count(1, 3650).default(180),
  SHUTDOWN_SECONDS: count(1, 3600).default(25),
})

/** Without `SETTINGS=ccm`, the Page that the host serves has its settings here. */
const pageSettings = {
  PAGE_ID: pageId(),
  PAGE_ACCESS_TOKEN: pageAccessToken(),
  VERIFY_TOKEN: text('what Meta tells when the webhook is set up; make one up'),
}

function pageId() {
  return text('the number of the Facebook Page').regex(/^\d+$/, 'must be a number')
}

function pageAccessToken() {
  return token('the long-lived access token of the Page')
}

type Settings = z.infer<typeof settings>

/** What the host is told; `.env.example` explains each variable. */
export type Config = ReturnType<typeof toConfig>

/** What is wrong with the environment, a line for each variable; values are never quoted. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly lines: readonly string[]

  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

/**
 * Reads the settings of the host.
 *
 * @param env for example `process.env`; blank values count as missing
 * @throws {ConfigError} with a line for each wrong variable
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const schema = given.SETTINGS === 'ccm' ? settings : settings.extend(pageSettings)
  const result: z.ZodSafeParseResult<Settings> = schema.safeParse(given)
  if (result.success) return toConfig(result.data)
  throw new ConfigError(
    result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`),
  )
}

/**
 * Reads where the database is, and nothing else.
 *
 * @param env for example `process.env`
 */
export function readDatabasePath(env: Readonly<Record<string, string | undefined>>): string {
  return databasePathFrom(env.DATABASE_PATH?.trim() || undefined)
}

function databasePathFrom(path = 'data/messenger-cim.sqlite'): string {
  return path === ':memory:' ? path : resolve(path)
}

function toConfig(env: Settings) {
  return {
    host: env.HOST,
    port: env.PORT,
    webhookPath: env.WEBHOOK_PATH,
    logLevel: env.LOG_LEVEL,
    settings: env.SETTINGS,
    pageId: env.PAGE_ID,
    pageAccessToken: env.PAGE_ACCESS_TOKEN,
    verifyToken: env.VERIFY_TOKEN,
    appSecrets: env.APP_SECRET,
    graphUrl: env.GRAPH_URL,
    profiles: env.PROFILES,
    humanAgent: env.HUMAN_AGENT,
    ccmUrl: env.CCM_URL,
    fileEngineUrl: env.FILE_ENGINE_URL,
    cxToken: env.CX_TOKEN,
    media: { allowHosts: env.MEDIA_ALLOW_HOSTS, allowInsecure: env.MEDIA_ALLOW_INSECURE },
    databasePath: databasePathFrom(env.DATABASE_PATH),
    /** In ms. */
    retention: env.RETENTION_DAYS * day,
    /** In ms. */
    shutdownTime: env.SHUTDOWN_SECONDS * second,
  }
}
