import { fieldOf } from '../cim/field-of.ts'
import { type Call, readCall } from './call.ts'
import type { Failure } from './failures.ts'
import { createStandIn, type StandIn } from './stand-in.ts'

/** The options of {@link createKeycloakStandIn}. */
export type KeycloakStandInOptions = {
  /** Its realm. Default `https://cx.example.com/auth/realms/expertflow`. */
  issuer?: string | undefined
  /** Secrets by client id; undefined for a public client. Default: `facebook-connector` with `client-secret`. */
  clients?: Readonly<Record<string, string | undefined>> | undefined
  /** Passwords by user name. Default: nobody. */
  users?: Readonly<Record<string, string>> | undefined
  /** How long a token is valid, in seconds. Default 300. */
  expiresIn?: number | undefined
}

/** The result of {@link createKeycloakStandIn}. */
export type KeycloakStandIn = StandIn<Call, Failure> & {
  /** Every issued token, in order. */
  readonly tokens: readonly string[]
  /** Whether headers have an issued token that has neither expired nor been revoked. */
  accepts(headers: Headers): boolean
  /** Revokes all tokens issued so far, as a restart with new keys would. */
  revoke(): void
}

/**
 * Stands in for Keycloak, which issues the tokens that a gateway before CX requires: discovery, and tokens for client
 * credentials or a user's password. Pass it to the stand-ins for CCM and File Engine as `keycloak`.
 *
 * @example
 * const keycloak = createKeycloakStandIn()
 * const files = createFileEngineStandIn({ keycloak })
 * const server = setupServer(...keycloak.handlers, ...files.handlers)
 */
export function createKeycloakStandIn({
  issuer = 'https://cx.example.com/auth/realms/expertflow',
  clients = { 'facebook-connector': 'client-secret' },
  users = {},
  expiresIn = 300,
}: KeycloakStandInOptions = {}): KeycloakStandIn {
  const base = issuer.replace(/\/+$/, '')
  const tokenEndpoint = `${base}/protocol/openid-connect/token`
  const tokens: string[] = []
  const ends = new Map<string, number>()

  function discovery(): Response {
    return Response.json({ issuer: base, token_endpoint: tokenEndpoint })
  }

  function token({ body }: Call): Response {
    const refusal = refusalOf(body, { clients, users })
    if (refusal) return refusal
    const given = `stand-in-token-${tokens.length + 1}`
    tokens.push(given)
    ends.set(given, Date.now() + expiresIn * 1000)
    return Response.json({ access_token: given, expires_in: expiresIn, token_type: 'Bearer' })
  }

  function answer(call: Call): Response {
    const { method, url } = call
    const address = `${url.origin}${url.pathname}`
    if (method === 'GET' && address === `${base}/.well-known/openid-configuration`) {
      return discovery()
    }
    if (method === 'POST' && address === tokenEndpoint) return token(call)
    return Response.json({ error: 'Unable to find matching target resource' }, { status: 404 })
  }

  const standIn = createStandIn<Call, Failure>({
    baseUrl: base,
    read: readCall,
    answer,
    toFailure: (failure) => failure,
    reset() {
      tokens.length = 0
      ends.clear()
    },
  })
  return {
    ...standIn,
    tokens,
    accepts(headers) {
      const [, given = ''] = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '') ?? []
      return Date.now() < (ends.get(given) ?? 0)
    },
    revoke() {
      ends.clear()
    },
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
function refusalOf(
  form: unknown,
  { clients, users }: Required<Pick<KeycloakStandInOptions, 'clients' | 'users'>>,
): Response | undefined {
  const clientId = textIn(form, 'client_id')
  if (!Object.hasOwn(clients ?? {}, clientId)) return oauthError(401, 'invalid_client')
  const secret = clients?.[clientId] ?? ''
  if (textIn(form, 'client_secret') !== secret) return oauthError(401, 'unauthorized_client')
  const grant = textIn(form, 'grant_type')
  if (grant === 'client_credentials') {
    return secret === '' ? oauthError(401, 'unauthorized_client') : undefined
  }
  if (grant !== 'password') return oauthError(400, 'unsupported_grant_type')
  const name = textIn(form, 'username')
  const isUser = Object.hasOwn(users ?? {}, name) && users?.[name] === textIn(form, 'password')
  return isUser ? undefined : oauthError(401, 'invalid_grant')
}

function textIn(form: unknown, field: string): string {
  return String(fieldOf(form, field) ?? '')
}

function oauthError(status: number, error: string): Response {
  return Response.json({ error, error_description: 'Asked for by a test' }, { status })
}
