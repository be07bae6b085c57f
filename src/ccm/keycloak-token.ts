import { type HeadersAsk, type HeaderValues, refusedBy } from './headers.ts'
import type { KeycloakTokenOptions } from './keycloak-options.ts'
import { createTokenRequest, type Token } from './token-request.ts'

/**
 * Creates a function that returns headers with a token of Keycloak (OpenID Connect), for the option `headers` of the
 * clients of CCM and File Engine. It uses client credentials, or the password of `username` if given. The first call
 * requests a token. All calls share it until shortly before it expires, or until a 401. Share one function between the
 * clients.
 *
 * When it gets no token, the function throws a `CcmError` that is `retryable`, says what to do, and holds no secret.
 * After wrong credentials it asks Keycloak again after 30 s at the earliest.
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

  /** Renews a token that is still valid; when that fails, the old one is used for now. */
  async function renewedOr(kept: Token): Promise<HeaderValues> {
    try {
      return await renewed()
    } catch {
      if (held === kept) held = { ...kept, renewAt: Date.now() + renewalPause }
      return headersOf(kept)
    }
  }
}

/** The pause between attempts to renew a token that is still valid, in ms. */
const renewalPause = 5000

/** Whether this token was refused. It counts as refused when the refused headers are unknown. */
function isOf(token: Token | undefined, refused: Headers | undefined): boolean {
  if (token === undefined || refused === undefined) return true
  return refused.get('authorization') === headersOf(token).authorization
}

function headersOf({ value }: Token) {
  return { authorization: `Bearer ${value}` }
}
