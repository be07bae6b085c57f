import { type FailedAnswer, toResponse } from './failures.ts'
import type { KeycloakStandIn } from './keycloak-stand-in.ts'

/**
 * Answers of an ingress or gateway before CX, for `fail` of a stand-in. None of them says anything about the call.
 *
 * @example
 * ccm.fail(gatewayAnswers.notFound, { forMs: 2000 })
 */
export const gatewayAnswers = {
  /** It does not know the service at the moment, as during a deployment. */
  notFound: { status: 404, body: page('404 Not Found'), headers: html() },
  /** It redirects the caller to a login. */
  redirect: { status: 302, headers: { location: 'https://cx.example.com/auth/login' } },
  /** It requires a token, or another one. */
  unauthorized: {
    status: 401,
    body: page('401 Authorization Required'),
    headers: { ...html(), 'www-authenticate': 'Bearer realm="expertflow"' },
  },
  forbidden: { status: 403, body: page('403 Forbidden'), headers: html() },
  /** It answers with a login page, as if that were success. */
  login: { status: 200, body: page('Sign in to expertflow'), headers: html() },
  /** The body is longer than its `max_body_size`. */
  tooLarge: { status: 413, body: page('413 Request Entity Too Large'), headers: html() },
  badGateway: { status: 502, body: page('502 Bad Gateway'), headers: html() },
} as const satisfies Record<string, FailedAnswer>

/** The answer of a gateway to a call without a valid token; undefined for a call with one. */
export function refusalWithoutToken(
  headers: Headers,
  keycloak: Pick<KeycloakStandIn, 'accepts'> | undefined,
): Response | undefined {
  const isWelcome = keycloak === undefined || keycloak.accepts(headers)
  return isWelcome ? undefined : toResponse(gatewayAnswers.unauthorized)
}

function page(title: string): string {
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body>${title}</body></html>`
}

function html() {
  return { 'content-type': 'text/html' }
}
