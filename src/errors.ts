/**
 * Every error this package throws. All extend {@link MessengerCimError} and carry a literal `code`,
 * so callers may switch on either. No error holds a token, an app secret or what a person wrote.
 */

/** The `code` of every error of this package. */
export type MessengerCimErrorCode =
  | 'payload_invalid'
  | 'body_unsupported'
  | 'limit_exceeded'
  | 'signature_invalid'
  | 'graph_error'
  | 'send_aborted'
  | 'ccm_error'

/** Base of all errors of this package. Use {@link isMessengerCimError} to recognise one. */
export abstract class MessengerCimError extends Error {
  /** Says which kind of error this is; stable across versions. */
  abstract readonly code: MessengerCimErrorCode
}

const codes: ReadonlySet<unknown> = new Set<MessengerCimErrorCode>([
  'payload_invalid',
  'body_unsupported',
  'limit_exceeded',
  'signature_invalid',
  'graph_error',
  'send_aborted',
  'ccm_error',
])

/**
 * Whether `value` is an error of this package, also when it comes from a second copy of the package
 * (where `instanceof` is false): then its `code` decides.
 */
export function isMessengerCimError(value: unknown): value is MessengerCimError {
  if (value instanceof MessengerCimError) return true
  return value instanceof Error && 'code' in value && codes.has(value.code)
}

/** One thing wrong with a payload: where (keys and indices from the top) and what. */
export type PayloadIssue = {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** What was being read when a {@link PayloadError} was thrown. */
export type PayloadSubject =
  | 'webhook'
  | 'cim_message'
  | 'send_request'
  | 'graph_response'
  | 'ccm_response'
  | 'configuration'
  | 'options'

/** Input that is not what it should be. `issues` names every wrong place; values are never quoted. */
export class PayloadError extends MessengerCimError {
  override readonly name = 'PayloadError'
  readonly code = 'payload_invalid'
  readonly subject: PayloadSubject
  readonly issues: readonly PayloadIssue[]

  /** `issues` may be those of a schema (Standard Schema, zod): only path and message are kept. */
  constructor(subject: PayloadSubject, issues: readonly SchemaIssue[], options?: ErrorOptions) {
    const kept = issues.map(toPayloadIssue)
    super(`Invalid ${subject.replace('_', ' ')}: ${kept.map(describeIssue).join('; ')}`, options)
    this.subject = subject
    this.issues = kept
  }
}

/** An issue as schemas tell it. */
export type SchemaIssue = { readonly path: readonly PropertyKey[]; readonly message: string }

/** Keeps what can be told of a schema's issue, never the value. */
export function toPayloadIssue({ path, message }: SchemaIssue): PayloadIssue {
  return { path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)), message }
}

/**
 * What is wrong with a value, in words that never quote it: the error map that the schemas of this package are
 * asked with.
 */
export function issueWords(issue: {
  readonly code?: string
  readonly expected?: unknown
  readonly input?: unknown
  readonly maximum?: unknown
  readonly minimum?: unknown
  readonly values?: readonly unknown[]
  readonly keys?: readonly string[]
}): string {
  if (issue.code === 'invalid_type') {
    return `expected ${issue.expected}, received ${typeNameOf(issue.input)}`
  }
  if (issue.code === 'invalid_value') return `expected ${issue.values?.join(' or ')}`
  if (issue.code === 'too_big') return `expected at most ${issue.maximum}`
  if (issue.code === 'too_small') return `expected at least ${issue.minimum}`
  if (issue.code !== 'unrecognized_keys') return 'not as expected'
  // Only what looks like the name of a field: a key can be what somebody wrote.
  const names = issue.keys?.filter((key) => /^[a-z_]{1,32}$/i.test(key)) ?? []
  return ['has keys that are not known', ...names].join(' ')
}

function typeNameOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** `entry[0].messaging[1].message.text: expected string` — the form in which issues are told. */
export function describeIssue({ path, message }: PayloadIssue): string {
  const where = describePath(path)
  return where === '' ? message : `${where}: ${message}`
}

/** `entry[0].messaging[1]`: keys and indices from the top as one word. */
export function describePath(path: PayloadIssue['path']): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('')
}

/** A CIM body that Messenger has no way to show. Thrown before anything is sent. */
export class UnsupportedBodyError extends MessengerCimError {
  override readonly name = 'UnsupportedBodyError'
  readonly code = 'body_unsupported'
  /** The `type` of the body. */
  readonly bodyType: string
  /** The `id` of the CIM message. */
  readonly messageId: string

  constructor(bodyType: string, messageId: string, why = 'Messenger cannot carry it') {
    super(`Cannot send a ${bodyType} body (message ${messageId}): ${why}`)
    this.bodyType = bodyType
    this.messageId = messageId
  }
}

/** What a {@link LimitError} counts in. */
export type LimitUnit = 'bytes' | 'characters' | 'items' | 'ms'

/** A published limit would be exceeded. Thrown before anything is sent. */
export class LimitError extends MessengerCimError {
  override readonly name = 'LimitError'
  readonly code = 'limit_exceeded'
  /** The limit, in `unit`. */
  readonly limit: number
  /** What was asked for, in `unit`. */
  readonly actual: number
  readonly unit: LimitUnit

  constructor(
    subject: string,
    { limit, actual, unit }: { limit: number; actual: number; unit: LimitUnit },
  ) {
    super(`${subject}: ${actual} ${unit}, at most ${limit} allowed`)
    this.limit = limit
    this.actual = actual
    this.unit = unit
  }
}

/** Why a signature was refused: no header, not of the form `sha256=<64 hex>`, or not ours. */
export type SignatureErrorReason = 'missing' | 'malformed' | 'mismatch'

/** A webhook that Meta did not sign with one of the given app secrets. */
export class SignatureError extends MessengerCimError {
  override readonly name = 'SignatureError'
  readonly code = 'signature_invalid'
  readonly reason: SignatureErrorReason

  /** `why` says what the caller can do about it. */
  constructor(reason: SignatureErrorReason, why?: string) {
    super(`Webhook signature ${reason}${why === undefined ? '' : `: ${why}`}`)
    this.reason = reason
  }
}

/** What a Graph API failure means for the caller; see docs/errors.md for what to do about each. */
export type GraphErrorReason =
  | 'rate_limited'
  | 'token_invalid'
  | 'permission_missing'
  | 'window_closed'
  | 'recipient_unavailable'
  | 'thread_not_owned'
  | 'media_rejected'
  | 'request_invalid'
  | 'page_restricted'
  | 'temporary'
  | 'no_response'
  | 'timed_out'
  | 'unknown'

/** What is known of a Graph API failure. */
export type GraphErrorDetails = {
  reason: GraphErrorReason
  /** The same call may succeed later, unchanged. */
  retryable: boolean
  /** Meta may have acted on the call although it failed (a message may have reached the customer). */
  possiblyDelivered: boolean
  /** HTTP status; absent when there was no answer. */
  status?: number | undefined
  /** `error.code` of Meta's answer. */
  graphCode?: number | undefined
  /** `error.error_subcode` of Meta's answer. */
  subcode?: number | undefined
  /** `error.fbtrace_id` of Meta's answer, to quote to Meta's support. */
  traceId?: string | undefined
  /** How long Meta asked to wait, in ms. */
  retryAfterMs?: number | undefined
}

/** A call to the Graph API that failed. Meta's own error text is not kept: it may quote messages. */
export class GraphError extends MessengerCimError {
  override readonly name = 'GraphError'
  readonly code = 'graph_error'
  readonly status: number | undefined
  readonly graphCode: number | undefined
  readonly subcode: number | undefined
  readonly traceId: string | undefined
  readonly reason: GraphErrorReason
  readonly retryable: boolean
  readonly possiblyDelivered: boolean
  readonly retryAfterMs: number | undefined

  constructor(message: string, details: GraphErrorDetails, options?: ErrorOptions) {
    super(message, options)
    this.status = details.status
    this.graphCode = details.graphCode
    this.subcode = details.subcode
    this.traceId = details.traceId
    this.reason = details.reason
    this.retryable = details.retryable
    this.possiblyDelivered = details.possiblyDelivered
    this.retryAfterMs = details.retryAfterMs
  }
}

/**
 * A list of requests that stopped at its first failure. `sent` tells, in order, what the customer
 * already has; `failedIndex` is the request that failed; `cause` is its error.
 */
export class SendAbortedError<Sent = unknown> extends MessengerCimError {
  override readonly name = 'SendAbortedError'
  readonly code = 'send_aborted'
  readonly sent: readonly Sent[]
  readonly failedIndex: number

  constructor(sent: readonly Sent[], failedIndex: number, cause: unknown) {
    const why = cause instanceof Error ? cause.name : 'an unknown failure'
    super(`Sending stopped at request ${failedIndex} after ${sent.length} sent: ${why}`, { cause })
    this.sent = sent
    this.failedIndex = failedIndex
  }
}

/** What is known of a call to CCM or File Engine that failed. */
export type CcmErrorDetails = {
  /** HTTP status; absent when there was no answer. */
  status?: number | undefined
  /** The same call may succeed later, unchanged. */
  retryable: boolean
  /** The service looked at what it was sent and will never take it. Default: the opposite of `retryable`. */
  refused?: boolean | undefined
  /** The service's own reason, where it gave one. */
  detail?: string | undefined
}

/**
 * A call to CCM or File Engine that failed. Either the service `refused` this very message or file for good, or
 * the failure says nothing about it (an outage, a gateway, a missing token) and the call is `retryable`.
 */
export class CcmError extends MessengerCimError {
  override readonly name = 'CcmError'
  readonly code = 'ccm_error'
  /** HTTP status of CCM or File Engine; absent when there was no answer. */
  readonly status: number | undefined
  /** The same call may succeed later, unchanged. */
  readonly retryable: boolean
  /**
   * The service looked at this message or file and will never take it: 400, 413 or 422; of File Engine also 415,
   * and 404 to an upload where the answer says why.
   */
  readonly refused: boolean
  /**
   * Why File Engine did not take a file, in its own words (`message` of its answer): one line of at most 200
   * characters, without the file's name. Absent where it gave no reason, and always for CCM, whose answers may
   * quote the message.
   */
  readonly detail: string | undefined

  constructor(
    message: string,
    { status, retryable, refused = !retryable, detail }: CcmErrorDetails,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.status = status
    this.retryable = retryable
    this.refused = refused
    this.detail = detail
  }
}
