import * as z from 'zod/mini'
import { filledText, optionalText } from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { read } from '../schema/reader.ts'
import { outgoingMessageShape } from './outgoing-message.ts'
import { recipientSchema } from './recipient.ts'
import type { SendRequest } from './send-request-types.ts'

/** A request that sends a message. */
export const messageRequestSchema = later(() =>
  z
    .strictObject({
      recipient: recipientSchema(),
      messaging_type: z.literal(['RESPONSE', 'UPDATE', 'MESSAGE_TAG', 'UTILITY']),
      /** All other tags were retired on 2026-04-27. */
      tag: z.optional(z.literal(['HUMAN_AGENT', 'CUSTOMER_FEEDBACK'])),
      message: outgoingMessageShape(),
      /** Quotes a message of either side; beside `message`, not inside it. */
      reply_to: z.optional(z.strictObject({ mid: filledText })),
      notification_type: z.optional(z.literal(['REGULAR', 'SILENT_PUSH', 'NO_PUSH'])),
      persona_id: z.optional(filledText),
      thread_control: z.optional(
        z.strictObject({ control_type: z.literal(['pass', 'release']), app_id: optionalText }),
      ),
    })
    .check(
      z.refine(
        ({ messaging_type, tag }) => (messaging_type === 'MESSAGE_TAG') === (tag !== undefined),
        'messaging_type MESSAGE_TAG and tag go together',
      ),
      z.refine(
        ({ messaging_type, message }) =>
          (messaging_type === 'UTILITY') === (message.template !== undefined),
        'messaging_type UTILITY and message.template go together',
      ),
      z.refine(
        ({ tag, message: { attachment } }) =>
          tag !== 'CUSTOMER_FEEDBACK' ||
          (attachment?.type === 'template' &&
            attachment.payload.template_type === 'customer_feedback'),
        'tag CUSTOMER_FEEDBACK is for the template customer_feedback alone',
      ),
    ),
)

const typingSchema = later(() =>
  z.strictObject({
    recipient: recipientSchema(),
    sender_action: z.literal(['typing_on', 'typing_off', 'mark_seen']),
  }),
)

const reactSchema = later(() =>
  z.strictObject({
    recipient: recipientSchema(),
    sender_action: z.literal('react'),
    payload: z.strictObject({
      message_id: filledText,
      reaction: filledText,
    }),
  }),
)

const unreactSchema = later(() =>
  z.strictObject({
    recipient: recipientSchema(),
    sender_action: z.literal('unreact'),
    payload: z.strictObject({ message_id: filledText }),
  }),
)

/** What a conversation can show besides messages. */
export const senderActionSchema = later(() =>
  z.discriminatedUnion('sender_action', [typingSchema(), reactSchema(), unreactSchema()]),
)

/**
 * The body of one call of the Send API, checked against every published limit.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export const sendRequestSchema: z.ZodMiniType<SendRequest> = z.pipe(
  z.unknown(),
  z.transform((value, context): SendRequest => {
    const isAction = typeof value === 'object' && value !== null && 'sender_action' in value
    const { data, issues } = read(isAction ? senderActionSchema() : messageRequestSchema(), value)
    if (issues === undefined) return data
    for (const issue of issues) {
      const kind =
        'code' in issue && issue.code === 'too_big'
          ? { code: issue.code, origin: issue.origin, maximum: issue.maximum }
          : { code: 'custom' as const }
      const { path, message } = issue
      context.issues.push({ ...kind, path: [...path], message, input: value })
    }
    return z.NEVER
  }),
)

export type {
  MediaType,
  MessageRequest,
  OutgoingAttachment,
  OutgoingMessage,
  SenderActionRequest,
  SendRequest,
} from './send-request-types.ts'
