import type * as z from 'zod/mini'
import { type EmittedCimMessage, emittedCimMessageSchema } from '../cim/emitted.ts'
import type { CimMessage } from '../cim/message.ts'
import { issueWords, PayloadError, type PayloadSubject } from '../errors.ts'
import type { MessengerEvent } from '../messenger/event.ts'
import { type SendRequest, sendRequestSchema } from '../messenger/send-request.ts'

/** What {@link ConnectorHooks.beforeReceive} gets besides the message. */
export type ReceiveDetails = {
  /** The event behind the message. */
  event: MessengerEvent
  /** The Page. */
  pageId: string
  /** The customer, also for a message that the Page sent. */
  psid: string
}

/** What {@link ConnectorHooks.beforeSend} gets besides the request. */
export type SendDetails = {
  /** The message behind the request, as CX posted it. */
  message: CimMessage
  /** Which of the message's requests it is, counted from 0. */
  index: number
  /** The Page. */
  pageId: string
  /** The customer. */
  psid: string
}

/** The answer of a hook: what to deliver, or null to leave it out. */
type Answer<T> = T | null | Promise<T | null>

/**
 * The host's hooks on messages and requests, called just before delivery. A hook returns its argument, changed or not,
 * or null to leave it out, which counts as handled. A retry of a message calls the hook again.
 *
 * A hook that throws, or returns what the other side would refuse, fails only this message: with stage `host`, and not
 * retryable unless its error has `retryable: true`.
 */
export type ConnectorHooks = {
  /** Called before CX gets a message or a receipt. The `id` must not change, because it identifies repeats. */
  beforeReceive?(message: EmittedCimMessage, details: ReceiveDetails): Answer<EmittedCimMessage>
  /**
   * Called before the customer gets a request: for all requests of a message before the first is sent. Changes to
   * `metadata` are ignored, because it identifies the echo.
   */
  beforeSend?(request: SendRequest, details: SendDetails): Answer<SendRequest>
}

/** The failure of a hook, distinct from other failures on the way to a customer. Stays inside the connector. */
class HookFailure extends Error {
  override readonly name = 'HookFailure'
}

/** Whether an error is the failure of a hook. */
export function isHookFailure(error: unknown): boolean {
  return error instanceof HookFailure
}

/** The underlying error: the hook's own error when a hook failed. */
export function causeOf(error: unknown): unknown {
  return error instanceof HookFailure ? error.cause : error
}

/**
 * Calls `beforeReceive`; null when it leaves the message out.
 * @throws the hook's error, or a {@link PayloadError} when CX would refuse its answer
 */
export async function askBeforeReceive(
  hooks: ConnectorHooks,
  message: EmittedCimMessage,
  details: ReceiveDetails,
): Promise<EmittedCimMessage | null> {
  if (hooks.beforeReceive === undefined) return message
  const { id } = message
  const answer = await hooks.beforeReceive(message, details)
  if (answer === null) return null
  const changed = readAnswer('cim_message', emittedCimMessageSchema, answer)
  if (changed.id !== id) throw changedId()
  return changed
}

/**
 * Calls `beforeSend`; null when it leaves the request out.
 * @throws {HookFailure} whose cause is the hook's error, or a {@link PayloadError} when Meta would refuse its answer
 */
export async function askBeforeSend(
  hooks: ConnectorHooks,
  request: SendRequest,
  details: SendDetails,
): Promise<SendRequest | null> {
  if (hooks.beforeSend === undefined) return request
  try {
    const answer = await hooks.beforeSend(request, details)
    if (answer === null) return null
    return withMetadataOf(request, readAnswer('send_request', sendRequestSchema, answer))
  } catch (cause) {
    throw new HookFailure('a hook failed', { cause })
  }
}

function withMetadataOf(request: SendRequest, changed: SendRequest): SendRequest {
  const metadata = 'message' in request ? request.message.metadata : undefined
  if (!('message' in changed) || metadata === undefined) return changed
  return { ...changed, message: { ...changed.message, metadata } }
}

/** Checks a hook's answer: a hook in plain JavaScript may return anything, or nothing. */
function readAnswer<T>(subject: PayloadSubject, schema: z.ZodMiniType<T>, answer: unknown): T {
  const result = schema.safeParse(answer, { error: issueWords })
  if (result.success) return result.data
  throw new PayloadError(subject, result.error.issues)
}

function changedId(): PayloadError {
  const message = 'expected to stay as it was, for by it CX knows a repeat'
  return new PayloadError('cim_message', [{ path: ['id'], message }])
}
