import type * as z from 'zod/mini'
import { type EmittedCimMessage, emittedCimMessageSchema } from '../cim/emitted.ts'
import type { CimMessage } from '../cim/message.ts'
import { issueWords, PayloadError, type PayloadSubject } from '../errors.ts'
import type { MessengerEvent } from '../messenger/event.ts'
import { type SendRequest, sendRequestSchema } from '../messenger/send-request.ts'

/** What {@link ConnectorHooks.beforeReceive} gets beside the message. */
export type ReceiveDetails = {
  /** What the message was made from. */
  event: MessengerEvent
  pageId: string
  /** The customer, also of a message that the Page sent. */
  psid: string
}

/** What {@link ConnectorHooks.beforeSend} gets beside the request. */
export type SendDetails = {
  /** What the request was made from, as CX posted it. */
  message: CimMessage
  /** Which of the message's requests it is, counted from 0. */
  index: number
  pageId: string
  psid: string
}

/** What a hook answers: what to go on with, or null to leave it out. */
type Answer<T> = T | null | Promise<T | null>

/**
 * The host's last word on what goes either way. A hook gives back what it was given, changed or not, or null to leave
 * it out: that counts as handled. It may be called again for the same message, when that is tried again.
 *
 * A hook that throws, or gives back what the other side would refuse, fails this message alone: stage `host`, and not
 * retryable, unless what it threw says `retryable: true`.
 */
export type ConnectorHooks = {
  /** Before CX gets a message or a receipt. Its `id` must stay: by it a repeat is known. */
  beforeReceive?(message: EmittedCimMessage, details: ReceiveDetails): Answer<EmittedCimMessage>
  /**
   * Before the customer gets a request. All of a message are asked for before the first is sent. `metadata` stays what
   * it was, for by it the echo is known.
   */
  beforeSend?(request: SendRequest, details: SendDetails): Answer<SendRequest>
}

/** The failure of a hook, distinct from other failures on the way to a customer. Stays inside the connector. */
class HookFailure extends Error {
  override readonly name = 'HookFailure'
}

/** What really went wrong: of a hook that failed, what it threw. */
export function causeOf(error: unknown): unknown {
  return error instanceof HookFailure ? error.cause : error
}

/**
 * Asks `beforeReceive`; null where the message is left out.
 * @throws what the hook throws, or {@link PayloadError} where CX would refuse what it gives back
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
 * Asks `beforeSend`; null where the request is left out.
 * @throws {HookFailure} because of what the hook throws, or of a {@link PayloadError} where Meta would refuse what it
 *   gives back
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

/** Nothing is assumed of it: a hook may be plain JavaScript, and forget to give anything back. */
function readAnswer<T>(subject: PayloadSubject, schema: z.ZodMiniType<T>, answer: unknown): T {
  const result = schema.safeParse(answer, { error: issueWords })
  if (result.success) return result.data
  throw new PayloadError(subject, result.error.issues)
}

function changedId(): PayloadError {
  const message = 'expected to stay as it was, for by it CX knows a repeat'
  return new PayloadError('cim_message', [{ path: ['id'], message }])
}
