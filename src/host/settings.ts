import * as z from 'zod'
import { allowedHost } from '../connector/files/media-options.ts'
import { sendableToken } from './cx-guard.ts'
import { isRedisUrl } from './redis-url.ts'
import { count, flag, list, serviceUrl, text, token, word } from './setting.ts'

/** Of a Facebook app: 32 hexadecimal digits. */
const appSecretLength = 32

/** Every setting of a host; docs/host.md describes them. */
export const settingsSchema = z.object({
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, 'must be a host name or an IP address')
    .default('0.0.0.0'),
  PORT: count(0, 65_535).default(8080),
  LOG_LEVEL: word(['debug', 'info', 'warn', 'error']).default('info'),
  ROLE: word(['all', 'receiver', 'worker']).default('all'),
  CONCURRENCY: count(1, 10_000).default(500),
  SHUTDOWN_SECONDS: count(1, 3600).default(25),
  WEBHOOK_URL: serviceUrl('the public address that Meta posts to').optional(),

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
  ECHO_WAIT_SECONDS: count(1, 3600).default(60),
  FORWARD_CHANGES_URL: serviceUrl('the connector that public comments go on to').optional(),

  CCM_URL: serviceUrl('where CCM is, such as http://cx-ccm-svc:8081 or https://cx.example.com/ccm'),
  FILE_ENGINE_URL: serviceUrl(
    'where File Engine is, such as http://cx-file-engine-svc:8080 or https://cx.example.com/file-engine',
  ),
  FILE_ENGINE_PUBLIC_URL: serviceUrl('where File Engine is for others').optional(),
  KEYCLOAK_ISSUER: serviceUrl('the Keycloak realm of CX').optional(),
  KEYCLOAK_CLIENT_ID: z.string().optional(),
  KEYCLOAK_CLIENT_SECRET: z.string().optional(),
  KEYCLOAK_USERNAME: z.string().optional(),
  KEYCLOAK_PASSWORD: z.string().optional(),
  CX_TOKEN: z
    .string()
    .min(16, 'is too short: at least 16 characters')
    .regex(sendableToken, 'must be of the printable characters of ASCII')
    .optional(),
  CX_ALLOW_FORWARDED: flag(),

  MEDIA_ALLOW_HOSTS: list().refine(
    (hosts) => hosts.every((host) => allowedHost.test(host)),
    'must be hosts, such as cdn.example.com',
  ),
  MEDIA_ALLOW_INSECURE: flag(),

  DATABASE_PATH: z
    .string()
    .refine((value) => !value.includes('://'), 'must be the path of a file, no URL')
    .default('data/messenger-cim.sqlite'),
  REDIS_URL: redisUrl().optional(),
  REDIS_PREFIX: text('what our keys in Redis begin with')
    .regex(/^[\w.-]+$/, 'must be of letters, digits, _, . and -')
    .default('messenger-cim'),
  RETENTION_DAYS: count(1, 3650).default(180),
})

/** What {@link settingsSchema} reads. */
export type Settings = z.infer<typeof settingsSchema>

/** The settings of a Page that a host needs in its role, unless it asks CX for them. */
export const pageSettings = {
  all: {
    PAGE_ID: pageId(),
    PAGE_ACCESS_TOKEN: pageAccessToken(),
    VERIFY_TOKEN: verifyToken(),
  },
  // A receiver faces the internet, so it holds no access token.
  receiver: { PAGE_ID: pageId(), VERIFY_TOKEN: verifyToken() },
  worker: { PAGE_ID: pageId(), PAGE_ACCESS_TOKEN: pageAccessToken() },
} as const

function pageId() {
  return text('the number of the Facebook Page').regex(/^\d{1,32}$/, 'must be a number')
}

function pageAccessToken() {
  return token('the long-lived access token of the Page')
}

function verifyToken() {
  return text('the token that Meta sends when you set up the webhook; make one up')
}

function redisUrl() {
  return z.string().refine(isRedisUrl, 'must be a redis: or rediss: URL')
}
