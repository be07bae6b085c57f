import * as z from 'zod'
import { CcmError, PayloadError } from '../errors.ts'
import { type HeadersAsk, type HeaderValues, refusedBy } from './headers.ts'
import { createHttp } from './http.ts'
import { type KeycloakTokenOptions, readKeycloakOptions } from './keycloak-options.ts'
import { oauthErrorIn, tokenError } from './token-error.ts'

/**
 * Headers with a token of Keycloak (OpenID Connect), for the option `headers` of the clients of CCM and File Engine:
 * by client credentials, or where `username` is given by its password. One token serves all calls at a time: it is
 * asked for by the first call, kept until shortly before its end, and asked for anew after a 401. Share one function
 * between the clients.
 *
 * The function throws a `CcmError` that is `retryable` where there is no token, with what to do. It holds no secret. After
 * wrong credentials Keycloak is asked again after 30 s at the earliest.
 *
 * @example
 * const headers = createKeycloakToken({
 *   issuer: 'https://cx.example.com/auth/realms/expertflow',
 *   clientId: 'facebook-connector',
 *   clientSecret,
 * })
 * const ccm = createCcmClient({ baseUrl: 'https://cx.example.com/ccm', headers })
 *
 * @throws {PayloadError} when an option is wrong
 * @see https://www.keycloak.org/securing-apps/oidc-layers
 */
export function createKeycloakToken(
  options: KeycloakTokenOptions,
): (ask?: HeadersAsk) => Promise<HeaderValues> {
  const ask = createAsk(options)
  let held: Token | undefined
  let asking: Promise<Token> | undefined

  async function renew(): Promise<Token> {
    try {
      held = await ask()
      return held
    } finally {
      asking = undefined
    }
  }

  async function renewed(): Promise<HeaderValues> {
    asking ??= renew()
    return headersOf(await asking)
  }

  return async (request = {}) => {
    if (request.refresh && isOf(held, refusedBy(request))) held = undefined
    if (held === undefined || Date.now() >= held.endsAt) return renewed()
    if (Date.now() < held.renewAt) return headersOf(held)
    return renewedOr(held)
  }

  /** It is good until its end: that it cannot be renewed just now costs nothing yet. */
  async function renewedOr(kept: Token): Promise<HeaderValues> {
    try {
      return await renewed()
    } catch {
      if (held === kept) held = { ...kept, renewAt: Date.now() + renewalPause }
      return headersOf(kept)
    }
  }
}

/** Between attempts to renew a token that is still good, in ms. */
const renewalPause = 5000

type Token = {
  value: string
  /** From then on it is renewed before it is used, in ms. */
  renewAt: number
  /** In ms. */
  endsAt: number
}

/** Where nobody knows which token was refused, it is the one at hand. */
function isOf(token: Token | undefined, refused: Headers | undefined): boolean {
  if (token === undefined || refused === undefined) return true
  return refused.get('authorization') === headersOf(token).authorization
}

function headersOf({ value }: Token) {
  return { authorization: `Bearer ${value}` }
}

const tokenSchema = z.looseObject({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .optional()
    .catch(undefined),
})

const discoverySchema = z.looseObject({ token_endpoint: z.url({ protocol: /^https?$/ }) })

const service = { name: 'Keycloak', path: '', refusals: [] } as const

/** How often a call of Keycloak is repeated after an outage; calls of CX wait meanwhile. */
const retries = 1

/** For a token without a lifetime, in s. */
const defaultLifetime = 60

/** A token is renewed so long before its end, in ms: it is still to arrive, and clocks differ. */
const longestMargin = 30_000

/** After wrong credentials Keycloak is left alone for so long, in ms: it locks users out who try too often. */
const refusalPause = 30_000

/** Asks Keycloak for a token. */
function createAsk(options: KeycloakTokenOptions): () => Promise<Token> {
  const { issuer, tokenUrl, form, timeoutMs } = readKeycloakOptions(options)
  const { fetch } = options
  let endpoint = tokenUrl
  let refusal: { error: CcmError; until: number } | undefined

  function call<T>(url: string, method: 'get' | 'post', schema: z.ZodType<T>): Promise<T> {
    const end = url.lastIndexOf('/')
    const http = createHttp(service, { baseUrl: url.slice(0, end), fetch }, { timeoutMs, retries })
    const body = method === 'post' ? { body: new URLSearchParams(form) } : {}
    return http.read(url.slice(end + 1), { method, ...body, reasonIn: oauthErrorIn }, schema)
  }

  async function discover(): Promise<string> {
    const url = `${issuer}/.well-known/openid-configuration`
    const { token_endpoint } = await call(url, 'get', discoverySchema)
    if (issuer?.startsWith('https:') && !token_endpoint.startsWith('https:')) {
      throw new PayloadError('options', [{ path: ['issuer'], message: 'has no https address' }])
    }
    return token_endpoint
  }

  return async () => {
    if (refusal && Date.now() < refusal.until) throw refusal.error
    try {
      endpoint ??= await discover()
      const askedAt = Date.now()
      const { access_token, expires_in } = await call(endpoint, 'post', tokenSchema)
      const lifetime = (expires_in ?? defaultLifetime) * 1000
      const endsAt = askedAt + lifetime
      const renewAt = endsAt - Math.min(longestMargin, lifetime / 5)
      return { value: access_token, renewAt, endsAt }
    } catch (error) {
      endpoint = tokenUrl
      const failure = tokenError(error)
      const isRefused = error instanceof CcmError && error.detail !== undefined
      if (isRefused) refusal = { error: failure, until: Date.now() + refusalPause }
      throw failure
    }
  }
}
