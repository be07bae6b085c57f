import * as z from 'zod'
import { idSchema } from '../messenger/id.ts'
import type { Recipient } from '../messenger/recipient.ts'
import type { MessageRequest, SendRequest } from '../messenger/send-request.ts'
import { checkSendRequest } from './check.ts'
import {
  type CallBody,
  type CallOptions,
  type Connection,
  type GraphCall,
  tryCall,
} from './request.ts'
import { mediaToFetch, timeoutOf } from './timeout.ts'

/** Meta's answer to a send. */
export type SendResult = {
  /** PSID of the customer; absent when Meta does not return it (`user_ref`, `phone_number`). */
  recipientId?: string
  /** The `mid`; absent for sender actions. */
  messageId?: string
  /** Id of the medium, if it was sent as reusable. */
  attachmentId?: string
  /** Meta refused the quote, so the message went out without it. */
  quoteDropped?: true
}

const optionalId = z.optional(idSchema)

const answerSchema = z
  .object({ recipient_id: optionalId, message_id: optionalId, attachment_id: optionalId })
  .transform(
    ({ recipient_id, message_id, attachment_id }): SendResult => ({
      ...(recipient_id === undefined ? {} : { recipientId: recipient_id }),
      ...(message_id === undefined ? {} : { messageId: message_id }),
      ...(attachment_id === undefined ? {} : { attachmentId: attachment_id }),
    }),
  )

/**
 * The answer to a message, which has at least one id. The answer to a sender action may be empty.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api#response
 */
export const messageAnswerSchema = answerSchema.refine((result) => Object.keys(result).length > 0)

/** The options of the methods that send a message. */
export type MessageOptions = CallOptions & {
  /** The `mid` of the message to quote, from either side. */
  replyTo?: string | undefined
}

/** Checks and sends one request. See `send` of the client. */
export async function send(
  connection: Connection,
  request: SendRequest,
  { signal }: CallOptions = {},
): Promise<SendResult> {
  const checked = checkSendRequest(request)
  const customer = customerOf(checked.recipient)
  return await connection.pacer.inOrder(customer, () => post(connection, checked, signal), signal)
}

/** Sends a text. See `sendText` of the client. */
export async function sendText(
  connection: Connection,
  psid: string,
  text: string,
  { replyTo, signal }: MessageOptions = {},
): Promise<SendResult> {
  const request = { ...addressTo(psid, replyTo), message: { text } }
  return await send(connection, request, { signal })
}

/** The fields of an answer to a customer that are not the message. */
export function addressTo(
  psid: string,
  replyTo: string | undefined,
): Pick<MessageRequest, 'recipient' | 'messaging_type' | 'reply_to'> {
  const quote = replyTo === undefined ? {} : { reply_to: { mid: replyTo } }
  return { recipient: { id: psid }, messaging_type: 'RESPONSE', ...quote }
}

/** Posts a checked request. */
export async function post(
  connection: Connection,
  request: SendRequest,
  signal: AbortSignal | undefined,
): Promise<SendResult> {
  const delivery = {
    schema: 'message' in request ? messageAnswerSchema : answerSchema,
    quoted: 'reply_to' in request && request.reply_to !== undefined,
    load: loadOf(request),
    timeoutMs: timeoutOf(connection.options, mediaToFetch(request)),
    signal,
  } as const
  return await deliver(connection, delivery, (quoted) => ({
    json: quoted ? request : unquoted(request),
  }))
}

/** A message to post. */
export type Delivery = Pick<GraphCall<SendResult>, 'schema' | 'load' | 'timeoutMs' | 'signal'> & {
  readonly quoted: boolean
}

/**
 * Posts a message. When Meta refuses it because of its quote, posts it once more without. `body` returns the body with
 * or without the quote.
 */
export async function deliver(
  connection: Connection,
  { quoted, ...delivery }: Delivery,
  body: (quoted: boolean) => CallBody,
): Promise<SendResult> {
  const what = {
    ...delivery,
    name: 'Send',
    method: 'POST',
    path: [connection.options.pageId ?? 'me', 'messages'],
    repeatable: false,
  } as const
  const outcome = await tryCall(connection, { ...what, body: body(quoted) })
  if (outcome.error === undefined) return outcome.value
  if (!quoted || !outcome.blamesQuote) throw outcome.error
  const again = await tryCall(connection, { ...what, body: body(false) })
  if (again.error !== undefined) throw again.error
  return { ...again.value, quoteDropped: true }
}

/** The key of the customer's lane: requests with the same key are sent in order. */
export function customerOf(recipient: Recipient): string {
  return JSON.stringify(recipient)
}

function unquoted(request: SendRequest): SendRequest {
  if (!('reply_to' in request)) return request
  const { reply_to: _quote, ...rest } = request
  return rest
}

/** Meta publishes rates for text and for audio and video; images and files count as the slower kind. */
function loadOf(request: SendRequest): 'text' | 'media' {
  if (!('message' in request)) return 'text'
  const { attachment, attachments } = request.message
  if (attachments !== undefined) return 'media'
  return attachment === undefined || attachment.type === 'template' ? 'text' : 'media'
}
