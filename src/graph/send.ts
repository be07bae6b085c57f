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

/** What Meta answers to a send. */
export type SendResult = {
  /** PSID of the customer; absent where Meta does not return it (`user_ref`, `phone_number`). */
  recipientId?: string
  /** The `mid`; absent for sender actions. */
  messageId?: string
  /** Id of the medium, where it was sent as reusable. */
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
 * Answer to a message: it names at least one thing. To a sender action it may be empty.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api#response
 */
export const messageAnswerSchema = answerSchema.refine((result) => Object.keys(result).length > 0)

/** The options of the methods that send a message. */
export type MessageOptions = CallOptions & {
  /** The `mid` of the message to quote, of either side. */
  replyTo?: string | undefined
}

/** Sends one request, checked before. See `send` of the client. */
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

/** Posts one request that was checked. */
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

/** What is posted; `body` makes it with or without the quote. */
export type Delivery = Pick<GraphCall<SendResult>, 'schema' | 'load' | 'timeoutMs' | 'signal'> & {
  readonly quoted: boolean
}

/**
 * Posts a message. One that quotes and is refused because of it is posted once more without the quote.
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

/** Meta names rates for text and for audio and video; images and files go as the slower of them. */
function loadOf(request: SendRequest): 'text' | 'media' {
  if (!('message' in request)) return 'text'
  const { attachment, attachments } = request.message
  if (attachments !== undefined) return 'media'
  return attachment === undefined || attachment.type === 'template' ? 'text' : 'media'
}
