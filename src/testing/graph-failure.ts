import { type FailedAnswer, type Failure, toResponse } from './failures.ts'

/** An error as the Graph API returns it. */
export type GraphApiError = {
  /** `error.code`. */
  code: number
  /** `error.error_subcode`. */
  subcode?: number | undefined
  /** HTTP status. Default: 500 for codes 1 and 2, 401 for 190, else 400. */
  status?: number | undefined
  /** `error.message`. */
  message?: string | undefined
  /** `error.is_transient`. */
  transient?: boolean | undefined
  /** For example `{ 'retry-after': '3' }`. */
  headers?: Readonly<Record<string, string>> | undefined
}

/** How {@link createGraphStandIn} fails a call: as any service can, or with an error of Graph. */
export type GraphFailure = Failure | GraphApiError

/** A failure in the form in which it goes over the wire. */
export function toFailure(failure: GraphFailure): Failure {
  return typeof failure === 'object' && 'code' in failure ? toAnswer(failure) : failure
}

/** The answer to a call that Graph does not accept. */
export function refuse(error: GraphApiError): Response {
  return toResponse(toAnswer(error))
}

function toAnswer({ code, subcode, transient, headers, ...rest }: GraphApiError): FailedAnswer {
  const { status = statusOf(code), message = `(#${code}) Asked for by a test` } = rest
  const error = {
    message,
    type: 'OAuthException',
    code,
    ...(subcode !== undefined && { error_subcode: subcode }),
    ...(transient !== undefined && { is_transient: transient }),
    fbtrace_id: 'AStandInForGraph0trace1',
  }
  return { status, body: { error }, headers }
}

/** @see https://developers.facebook.com/docs/graph-api/guides/error-handling */
function statusOf(code: number): number {
  if (code === 1 || code === 2) return 500
  return code === 190 ? 401 : 400
}
