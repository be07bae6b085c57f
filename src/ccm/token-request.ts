import * as z from 'zod'
import { CcmError, PayloadError } from '../errors.ts'
import { isWithin } from '../http/is-within.ts'
import { createHttp } from './http.ts'
import { type KeycloakTokenOptions, readKeycloakOptions } from './keycloak-options.ts'
import { oauthErrorIn, tokenError } from './token-error.ts'

/** A token of Keycloak. */
export type Token = {
  value: string
  /** When to renew it, in ms. */
  renewAt: number
  /** When it expires, in ms. */
  endsAt: number
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

/** How often a call of Keycloak is retried. Calls to CX wait meanwhile. */
const retries = 1

/** The longest wait before the retry, in ms. */
const maxWaitMs = 2000

/** The lifetime of a token that has none, in s. */
const defaultLifetime = 60

/** How long before its end a token is renewed at most, in ms: calls take time, and clocks differ. */
const longestMargin = 30_000

/** The pause after wrong credentials, in ms: Keycloak locks users out who try too often. */
const refusalPause = 30_000

/**
 * Creates the function that requests a token from Keycloak. It looks the token endpoint up once, and again after a
 * failure.
 *
 * @throws {PayloadError} when an option is wrong
 */
export function createTokenRequest(options: KeycloakTokenOptions): () => Promise<Token> {
  const { issuer, tokenUrl, form, timeoutMs } = readKeycloakOptions(options)
  const { fetch } = options
  let endpoint = tokenUrl
  let refusal: { error: CcmError; at: number } | undefined

  function call<T>(url: string, method: 'GET' | 'POST', schema: z.ZodType<T>): Promise<T> {
    // A token endpoint may have a query, and a slash in it.
    const end = url.replace(/\?.*/s, '').lastIndexOf('/')
    const server = { baseUrl: url.slice(0, end), fetch, maxWaitMs }
    const http = createHttp(service, server, { timeoutMs, retries })
    const body = method === 'POST' ? { body: new URLSearchParams(form) } : {}
    return http.read(url.slice(end + 1), { method, ...body, reasonIn: oauthErrorIn }, schema)
  }

  async function discover(): Promise<string> {
    const url = `${issuer}/.well-known/openid-configuration`
    const { token_endpoint } = await call(url, 'GET', discoverySchema)
    if (issuer?.startsWith('https:') && !token_endpoint.startsWith('https:')) {
      throw new PayloadError('options', [{ path: ['issuer'], message: 'has no https address' }])
    }
    return token_endpoint
  }

  return async () => {
    if (refusal && isWithin(refusalPause, refusal.at)) throw refusal.error
    try {
      endpoint ??= await discover()
      const askedAt = Date.now()
      const { access_token, expires_in } = await call(endpoint, 'POST', tokenSchema)
      const lifetime = (expires_in ?? defaultLifetime) * 1000
      const endsAt = askedAt + lifetime
      const renewAt = endsAt - Math.min(longestMargin, lifetime / 5)
      return { value: access_token, renewAt, endsAt }
    } catch (error) {
      endpoint = tokenUrl
      const failure = tokenError(error)
      const isRefused = error instanceof CcmError && error.detail !== undefined
      if (isRefused) refusal = { error: failure, at: Date.now() }
      throw failure
    }
  }
}
