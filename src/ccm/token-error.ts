import { CcmError } from '../errors.ts'

/**
 * What to do about each `error` of a token endpoint.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
const advice = new Map<string | undefined, string>([
  ['invalid_client', 'Check clientId and clientSecret.'],
  [
    'unauthorized_client',
    'Check clientId and clientSecret, and that the client may have a service account (with username: direct access grants).',
  ],
  [
    'invalid_grant',
    'Check username and password, and that the user is enabled and has nothing left to set up.',
  ],
  ['unsupported_grant_type', 'Check issuer or tokenUrl, and what the client may do.'],
  ['invalid_request', 'Check what kind of client clientId is.'],
  ['invalid_scope', 'Check the scopes of the client.'],
])

/** The error code of a token endpoint. `error_description` is not kept, because it may quote the request. */
export function oauthErrorIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined
  const { error } = body
  return typeof error === 'string' && advice.has(error) ? error : undefined
}

/** A {@link CcmError} for a call that was not made because it has no token. It is never `refused`. */
export function tokenError(error: unknown): CcmError {
  if (!(error instanceof CcmError)) {
    const message = 'No token: Keycloak announces an invalid address. Check issuer or tokenUrl.'
    return new CcmError(message, { retryable: true })
  }
  const isOutage = error.status === undefined || error.status >= 500 || error.status === 429
  const todo = isOutage ? '' : ` ${advice.get(error.detail) ?? 'Check issuer or tokenUrl.'}`
  // The status is Keycloak's, not the service's, so only the message has it.
  const { retryAfterMs } = error
  return new CcmError(`No token: ${error.message}.${todo}`, { retryable: true, retryAfterMs })
}
