/**
 * Every error that this package throws. All extend {@link MessengerCimError} and have a literal `code`. No error holds a
 * token, an app secret or what a person wrote.
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
  | 'storage_failed'
  | 'config_invalid'

/** Any error of this package. Its `code` says which one, and so which fields it has. */
export type AnyMessengerCimError =
  | PayloadError
  | UnsupportedBodyError
  | LimitError
  | SignatureError
  | GraphError
  | SendAbortedError
  | CcmError
  | StorageError
  | ConfigError

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
  'storage_failed',
  'config_invalid',
])

/**
 * Whether `value` is an error of this package, also when it comes from a second copy of the package
 * (where `instanceof` is false): then its `code` decides. A `switch` over `error.code` narrows it to one class.
 */
export function isMessengerCimError(value: unknown): value is AnyMessengerCimError {
  if (value instanceof MessengerCimError) return true
  return value instanceof Error && 'code' in value && codes.has(value.code)
}

/** One thing wrong with a payload: where (keys and indices from the top) and what. */
export type PayloadIssue = {
  /** Keys and indices from the top, such as `['entry', 0, 'messaging']`. */
  readonly path: readonly (string | number)[]
  /** What is wrong, without the value. */
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

/** Invalid input. `issues` lists every mistake; values are never quoted. */
export class PayloadError extends MessengerCimError {
  override readonly name = 'PayloadError'
  readonly code = 'payload_invalid'
  /** What was read. */
  readonly subject: PayloadSubject
  /** Every mistake: where it is, and what was expected. */
  readonly issues: readonly PayloadIssue[]

  /** `issues` may be those of a schema (Standard Schema, zod): only path and message are kept. */
  constructor(subject: PayloadSubject, issues: readonly SchemaIssue[], options?: ErrorOptions) {
    const what = subject.replace(/^c[ci]m/, (name) => name.toUpperCase()).replace('_', ' ')
    super(`Invalid ${what}: ${describeIssues(issues)}`, options)
    this.subject = subject
    this.issues = issues.map(toPayloadIssue)
  }
}

/** An issue of a schema. */
export type SchemaIssue = { readonly path: readonly PropertyKey[]; readonly message: string }

/** Keeps the path and the message of a schema's issue, never the value. */
export function toPayloadIssue({ path, message }: SchemaIssue): PayloadIssue {
  return { path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)), message }
}

/** The part of zod's result that is needed here. */
type Reading<T, I> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: { readonly issues: readonly I[] } }

/** A schema that takes our error map. */
type ReadableSchema<T, I> = {
  safeParse(value: unknown, context: { error: typeof issueWords }): Reading<T, I>
}

/** The data that was read, or what is wrong and where. */
export type PayloadReading<T, I extends SchemaIssue = SchemaIssue> =
  | { readonly data: T; readonly issues?: never }
  | { readonly data?: never; readonly issues: readonly (I | PayloadIssue)[] }

/** Reads a value with a schema. Returns the data, or what is wrong and where, for any value that a program passes. */
export function readWith<T, I extends SchemaIssue>(
  schema: ReadableSchema<T, I>,
  value: unknown,
): PayloadReading<T, I> {
  try {
    const result = schema.safeParse(value, { error: issueWords })
    return result.success ? { data: result.data } : { issues: result.error.issues }
  } catch (error) {
    return { issues: [unreadableOr(error, value)] }
  }
}

/**
 * The same, but throws a {@link PayloadError}. `at` is the path of the value in the caller's argument.
 * @throws {PayloadError} with the path of every mistake
 */
export function readPayload<T>(
  subject: PayloadSubject,
  schema: ReadableSchema<T, SchemaIssue>,
  value: unknown,
  at: readonly (string | number)[] = [],
): T {
  const { data, issues } = readWith(schema, value)
  if (issues === undefined) return data
  const placed = issues.map(({ path, message }) => ({ path: [...at, ...path], message }))
  throw new PayloadError(subject, placed)
}

/** The deepest nesting: more than any message needs, and well within an engine's stack. */
const deepest = 100

/**
 * Why reading a value threw: the path of a part that JSON cannot hold, such as a getter that throws, a reference to
 * itself, or endless nesting. Throws the error again when there is none.
 */
export function unreadableOr(error: unknown, value: unknown): PayloadIssue {
  const issue = unreadableIn(() => value, [], new Map())
  if (issue === undefined) throw error
  return issue
}

function unreadableIn(
  read: () => unknown,
  path: readonly (string | number)[],
  states: Map<object, 'open' | 'read'>,
): PayloadIssue | undefined {
  try {
    const value = read()
    if (typeof value !== 'object' || value === null) return undefined
    const state = states.get(value)
    if (state === 'open') return { path, message: 'refers to itself' }
    if (path.length > deepest) return { path, message: `is nested deeper than ${deepest} levels` }
    if (state === 'read') return undefined
    states.set(value, 'open')
    const isList = Array.isArray(value)
    if (!isList && 'length' in value && typeof value.length === 'object') {
      return { path: [...path, 'length'], message: 'is not the length of anything' }
    }
    for (const key of Object.keys(value)) {
      const at = [...path, isList ? Number(key) : key]
      const issue = unreadableIn(() => Reflect.get(value, key), at, states)
      if (issue !== undefined) return issue
    }
    states.set(value, 'read')
    return undefined
  } catch {
    return { path, message: 'cannot be read' }
  }
}

/** An issue as zod gives it to an error map. No field is required. */
type RawIssue = {
  readonly code?: string
  readonly expected?: unknown
  readonly input?: unknown
  readonly origin?: unknown
  readonly maximum?: unknown
  readonly minimum?: unknown
  readonly inclusive?: unknown
  readonly values?: readonly unknown[]
  readonly keys?: readonly string[]
  readonly options?: readonly unknown[]
  readonly errors?: readonly (readonly (SchemaIssue & { readonly expected?: unknown })[])[]
}

/** Describes a mistake without quoting the value. The error map for the schemas of this package. */
export function issueWords(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}, received ${typeNameOf(issue.input)}`
    case 'invalid_value':
      return `expected ${either(issue.values)}, received ${otherThan(issue.input, issue.values)}`
    case 'too_big':
    case 'too_small':
      return `expected ${boundOf(issue)}${receivedSize(issue.input)}`
    case 'invalid_union':
      return wordsOfUnion(issue)
    case 'unrecognized_keys':
      return unknownKeys(issue.keys)
    case 'invalid_format':
      return 'expected a string of another form'
    default:
      return 'not as expected'
  }
}

function typeNameOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : typeof value
}

function either(values: readonly unknown[] = []): string {
  return values.map(String).join(' or ')
}

/** `another string` for a string where strings are expected. */
function otherThan(input: unknown, values: readonly unknown[] = []): string {
  const type = typeNameOf(input)
  return values.some((value) => typeof value === type) ? `another ${type}` : type
}

function boundOf({ code, origin, maximum, minimum, inclusive }: RawIssue): string {
  const [bound, within, beyond] =
    code === 'too_big' ? [maximum, 'at most', 'less than'] : [minimum, 'at least', 'more than']
  const unit = origin === 'string' ? ' character' : origin === 'array' ? ' item' : ''
  const plural = unit === '' || bound === 1 ? '' : 's'
  return `${inclusive === false ? beyond : within} ${bound}${unit}${plural}`
}

function receivedSize(input: unknown): string {
  const isSized = typeof input === 'string' || Array.isArray(input)
  return isSized ? `, received ${input.length}` : ''
}

/** The mistakes in the nearest alternative; or all alternatives, if the value is of the type of none. */
function wordsOfUnion({ input, options, errors = [] }: RawIssue): string {
  if (options !== undefined) return `expected ${either(options)}`
  const ofItsType = errors.filter(
    (issues) => !issues.some(({ path, expected }) => path.length === 0 && expected),
  )
  const [nearest] = ofItsType.toSorted((a, b) => a.length - b.length)
  if (nearest !== undefined) return describeIssues(nearest)
  const types = new Set(errors.flat().map(({ expected }) => expected))
  return `expected ${either([...types])}, received ${typeNameOf(input)}`
}

function unknownKeys(keys: readonly string[] = []): string {
  // Only keys that look like field names, because a key can be what a person wrote.
  const names = keys.filter((key) => /^[a-z_]{1,32}$/i.test(key)).map((key) => `"${key}"`)
  const words = keys.length === 1 ? 'Unrecognized key' : 'Unrecognized keys'
  return names.length === 0 ? words : `${words}: ${names.join(', ')}`
}

/** Several issues in one line. */
export function describeIssues(issues: readonly SchemaIssue[]): string {
  return issues.map((issue) => describeIssue(toPayloadIssue(issue))).join('; ')
}

/** `entry[0].messaging[1].message.text: expected string` — the form of an issue in a message. */
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

/** A CIM body that Messenger cannot show. Thrown before anything is sent. */
export class UnsupportedBodyError extends MessengerCimError {
  override readonly name = 'UnsupportedBodyError'
  readonly code = 'body_unsupported'
  /** The `type` of the body. */
  readonly bodyType: string
  /** The `id` of the CIM message. */
  readonly messageId: string

  constructor(bodyType: string, messageId: string, why = 'Messenger cannot carry it') {
    // Only what looks like a type, because CX accepts any text as one.
    const type = /^[\w-]{1,64}$/.test(bodyType) ? `a ${bodyType} body` : 'this body'
    super(`Cannot send ${type} (message ${messageId}): ${why}`)
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
  /** The actual value, in `unit`. */
  readonly actual: number
  /** What `limit` and `actual` count. */
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
  /** Why it was refused. */
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

/** The facts about a Graph API failure. */
export type GraphErrorDetails = {
  /** What the failure means, such as `window_closed`. */
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
  /** HTTP status; absent when there was no answer. */
  declare readonly status: number | undefined
  /** `error.code` of Meta's answer. */
  declare readonly graphCode: number | undefined
  /** `error.error_subcode` of Meta's answer. */
  declare readonly subcode: number | undefined
  /** `error.fbtrace_id` of Meta's answer, to quote to Meta's support. */
  declare readonly traceId: string | undefined
  /** What the failure means, such as `window_closed`. */
  declare readonly reason: GraphErrorReason
  /** The same call may succeed later, unchanged. */
  declare readonly retryable: boolean
  /** Meta may have acted on the call although it failed: look for the echo before you send a message again. */
  declare readonly possiblyDelivered: boolean
  /** How long Meta asked to wait, in ms. */
  declare readonly retryAfterMs: number | undefined

  constructor(message: string, details: GraphErrorDetails, options?: ErrorOptions) {
    super(message, options)
    Object.assign(this, details)
  }
}

/**
 * A list of requests that stopped at its first failure. `sent` lists, in order, what the customer
 * already has; `failedIndex` is the request that failed; `cause` is its error.
 */
export class SendAbortedError<Sent = unknown> extends MessengerCimError {
  override readonly name = 'SendAbortedError'
  readonly code = 'send_aborted'
  /** The results of the requests that the customer has, in order. */
  readonly sent: readonly Sent[]
  /** The index of the request that failed, from 0. */
  readonly failedIndex: number

  constructor(sent: readonly Sent[], failedIndex: number, cause: unknown) {
    const why = cause instanceof Error ? cause.name : 'an unknown failure'
    super(`Sending stopped at request ${failedIndex} after ${sent.length} sent: ${why}`, { cause })
    this.sent = sent
    this.failedIndex = failedIndex
  }
}

/** The facts about a failed call to CCM or File Engine. */
export type CcmErrorDetails = {
  /** HTTP status; absent when there was no answer. */
  status?: number | undefined
  /** The same call may succeed later, unchanged. */
  retryable: boolean
  /** The service checked the message or file and will never accept it. Default: the opposite of `retryable`. */
  refused?: boolean | undefined
  /** The service's own reason, if it gave one. */
  detail?: string | undefined
  /** How long the service asked to wait, in ms. */
  retryAfterMs?: number | undefined
}

/**
 * A call to CCM or File Engine that failed. Either the service has `refused` this message or file for good, or the
 * failure has another cause (an outage, a gateway, a missing token) and the call is `retryable`.
 */
export class CcmError extends MessengerCimError {
  override readonly name = 'CcmError'
  readonly code = 'ccm_error'
  /** HTTP status of CCM or File Engine; absent when there was no answer. */
  readonly status: number | undefined
  /** The same call may succeed later, unchanged. */
  readonly retryable: boolean
  /**
   * The service checked this message or file and will never accept it: 400, 413 or 422; for File Engine also 415, and
   * 404 to an upload with a reason.
   */
  readonly refused: boolean
  /**
   * Why File Engine refused a file, in its own words (`message` of its answer): one line of at most 200 characters,
   * without the file's name. Absent without a reason, and always for CCM, whose answers may quote the message.
   */
  readonly detail: string | undefined
  /** How long the service asked to wait (`Retry-After`, usually with 429 and 503), in ms. */
  readonly retryAfterMs: number | undefined

  constructor(
    message: string,
    { status, retryable, refused = !retryable, detail, retryAfterMs }: CcmErrorDetails,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.status = status
    this.retryable = retryable
    this.refused = refused
    this.detail = detail
    this.retryAfterMs = retryAfterMs
  }
}

/**
 * Why nothing can be stored: the disk is full, the store is read-only, another process has locked it, it is damaged, a
 * later version of this package wrote it, it was closed or taken over by another process, it cannot be reached, it
 * refuses the user name, password or command, it may drop what it holds, or would lose it in a restart.
 */
export type StorageErrorReason =
  | 'full'
  | 'read_only'
  | 'locked'
  | 'damaged'
  | 'later_version'
  | 'closed'
  | 'unavailable'
  | 'access_denied'
  | 'evicting'
  | 'not_durable'

const storageWords = {
  full: 'the disk is full',
  read_only: 'it may only be read',
  locked: 'another process has it locked',
  damaged: 'it is damaged, or no store of this package',
  later_version: 'a later version of messenger-cim wrote it',
  closed: 'it is closed, or another process has taken over',
  unavailable: 'it cannot be reached',
  access_denied: 'it refuses the user name, the password or the command',
  evicting: 'it drops what it holds when its memory is full',
  not_durable: 'what it holds is lost when it restarts',
} as const satisfies Record<StorageErrorReason, string>

/** A task queue or message log that failed. The error holds none of the data to store. */
export class StorageError extends MessengerCimError {
  override readonly name = 'StorageError'
  readonly code = 'storage_failed'
  /** Why the store cannot be used. */
  readonly reason: StorageErrorReason

  /** `detail`: the store's own words for its error code, such as `database or disk is full`. */
  constructor(reason: StorageErrorReason, detail?: string, options?: ErrorOptions) {
    const own = detail === undefined ? '' : ` (${detail})`
    super(`The store cannot be used: ${storageWords[reason]}${own}`, options)
    this.reason = reason
  }
}

/** Wrong settings. `lines` has one line for each, with the name of the setting but never its value. */
export class ConfigError extends MessengerCimError {
  override readonly name = 'ConfigError'
  readonly code = 'config_invalid'
  /** One line for each wrong setting, with its name. */
  readonly lines: readonly string[]

  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join('\n'), options)
    this.lines = lines
  }
}
