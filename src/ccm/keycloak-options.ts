import * as z from 'zod'
import { readPayload } from '../errors.ts'
import { longestTimeout } from '../http/longest-timeout.ts'
import { fetchSchema, serviceUrlSchema } from './options.ts'

/** The options of {@link createKeycloakToken}: `issuer` or `tokenUrl`, and a secret or a user. */
export type KeycloakTokenOptions = {
  /**
   * The realm, such as `https://cx.example.com/auth/realms/expertflow`: the token endpoint is looked up at
   * `{issuer}/.well-known/openid-configuration`.
   */
  issuer?: string | undefined
  /**
   * The token endpoint itself, instead of `issuer`, such as
   * `http://keycloak:8080/auth/realms/expertflow/protocol/openid-connect/token`. Use it when the connector reaches
   * Keycloak within the cluster, but Keycloak announces its public address.
   */
  tokenUrl?: string | undefined
  /** The client in Keycloak. */
  clientId: string
  /** The secret of a confidential client. Required without `username`. */
  clientSecret?: string | undefined
  /** Logs in as this user, as the services of CX do. The client needs direct access grants. */
  username?: string | undefined
  /** The password of `username`. */
  password?: string | undefined
  /** Used instead of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /** How long one attempt may take, in ms. Default 4000. A failed attempt is retried once. */
  timeoutMs?: number | undefined
}

const text = z.string().min(1)

const optionsSchema = z
  .object({
    issuer: serviceUrlSchema
      .transform((url) => url.replace(/\/\.well-known\/openid-configuration$/, ''))
      .optional(),
    tokenUrl: serviceUrlSchema.optional(),
    clientId: text,
    clientSecret: text.optional(),
    username: text.optional(),
    password: text.optional(),
    fetch: fetchSchema.optional(),
    timeoutMs: z.number().int().positive().max(longestTimeout).default(4000),
  })
  .check(({ value, issues }) => {
    const wrong = mistakeIn(value)
    if (wrong) issues.push({ code: 'custom', input: undefined, ...wrong })
  })

/**
 * Checks the options of the function; errors never quote values.
 * @throws {PayloadError} that lists every mistake
 */
export function readKeycloakOptions(options: KeycloakTokenOptions) {
  const read = readPayload('options', optionsSchema, options)
  const { issuer, tokenUrl, timeoutMs, ...credentials } = read
  return { issuer, tokenUrl, timeoutMs, form: formOf(credentials) }
}

type Credentials = Pick<KeycloakTokenOptions, 'clientId' | 'clientSecret' | 'username' | 'password'>

function mistakeIn({ issuer, tokenUrl, clientSecret, username, password }: KeycloakTokenOptions) {
  if ((issuer === undefined) === (tokenUrl === undefined)) {
    return { path: ['issuer'], message: 'expected either issuer or tokenUrl' }
  }
  if (username !== undefined && password === undefined) {
    return { path: ['password'], message: 'expected with username' }
  }
  if (username === undefined && password !== undefined) {
    return { path: ['username'], message: 'expected with password' }
  }
  if (username === undefined && clientSecret === undefined) {
    return { path: ['clientSecret'], message: 'expected, or username and password' }
  }
  return undefined
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-4 */
function formOf({ clientId, clientSecret, username, password }: Credentials) {
  const user =
    username === undefined || password === undefined
      ? ({ grant_type: 'client_credentials' } as const)
      : ({ grant_type: 'password', username, password } as const)
  const secret = clientSecret === undefined ? {} : { client_secret: clientSecret }
  return { ...user, client_id: clientId, ...secret }
}
