import { type HeadersAsk, type HeaderValues, refusedBy } from './headers.ts'
import type { KeycloakTokenOptions } from './keycloak-options.ts'
import { createTokenRequest, type Token } from './token-request.ts'

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
  const ask = createTokenRequest(options)
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

/** Where nobody knows which token was refused, it is the one at hand. */
function isOf(token: Token | undefined, refused: Headers | undefined): boolean {
  if (token === undefined || refused === undefined) return true
  return refused.get('authorization') === headersOf(token).authorization
}

function headersOf({ value }: Token) {
  return { authorization: `Bearer ${value}` }
}
