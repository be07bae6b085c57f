import { CcmError, PayloadError, type SchemaIssue } from '../errors.ts'
import { retryAfterMs } from '../http/retry-after.ts'
import { dropBody } from './drop-body.ts'
import type { Service } from './service.ts'
import { StatusError } from './status-error.ts'

/**
 * Turns any failure of a call into a {@link CcmError}. The error is not kept as cause, because that of an injected `fetch`
 * may hold the request with its headers and message.
 *
 * @param reasonIn finds the service's own reason in the body of its answer; for calls whose reasons may be shown
 */
export function toCcmError(
  { name, refusals }: Service,
  error: unknown,
  reasonIn?: (body: unknown) => string | undefined,
): CcmError {
  if (error instanceof CcmError) return error
  if (error instanceof StatusError) {
    const { status } = error
    const detail = reasonIn?.(error.data)
    const refused = refusals.includes(status) || (status === 404 && detail !== undefined)
    const why = detail === undefined ? '' : `: ${detail}`
    const waitMs = refused ? undefined : retryAfterMs(error.headers)
    const facts = { status, retryable: !refused, refused, detail, retryAfterMs: waitMs }
    return new CcmError(`${name} answered ${status}${why}`, facts)
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new CcmError(`${name} did not answer in time`, { retryable: true })
  }
  const code = systemCodeOf(error)
  const why = code === undefined ? '' : ` (${code})`
  return new CcmError(`${name} could not be reached${why}`, { retryable: true })
}

/** A {@link CcmError} for a 2xx with an unexpected body, most often a gateway's page. */
export function unexpectedAnswer(
  { name }: Service,
  status: number,
  issues: readonly SchemaIssue[],
): CcmError {
  const cause = new PayloadError('ccm_response', issues)
  const message = `${name} answered ${status} with something unexpected`
  return new CcmError(message, { status, retryable: true }, { cause })
}

/** A {@link CcmError} for an HTML page from a service that answers none. The page is not read. */
export function gatewayPage(service: Service, response: Response): CcmError {
  dropBody(response)
  const issue = { path: [], message: 'a page of HTML, of a gateway or a login' }
  return unexpectedAnswer(service, response.status, [issue])
}

/** A system code such as `ECONNREFUSED`, from anywhere in the chain of causes. */
function systemCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z_\d]+$/.test(error.code)) {
    return error.code
  }
  return systemCodeOf(error.cause)
}
