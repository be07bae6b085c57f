import * as z from 'zod/mini'
import { issueWords } from '../errors.ts'
import { filledText, optionalFlag, optionalText, text } from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { maxUnits } from '../schema/max-units.ts'
import { lenientReader } from '../schema/reader.ts'
import { limits } from './limits.ts'
import { quickReplySchema } from './quick-reply.ts'
import { recipientSchema } from './recipient.ts'
import type { OutgoingMessage, SendRequest } from './send-request-types.ts'
import { templatePayloadSchema } from './template.ts'
import { addressSchema, listUpTo, visibleText } from './text.ts'
import { utilityTemplateSchema } from './utility-template.ts'

const mediaPayloadSchema = later(() =>
  z.union([
    z.strictObject({ attachment_id: filledText }),
    z.strictObject({
      url: addressSchema,
      is_reusable: optionalFlag,
    }),
  ]),
)

/** The kinds of media of the Send API. */
export const mediaTypes = ['image', 'audio', 'video', 'file'] as const

/** `message.attachment`: one medium by URL or by the id of an upload, or one template. */
export const outgoingAttachmentSchema = later(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal(mediaTypes), payload: mediaPayloadSchema() }),
    z.strictObject({ type: z.literal('template'), payload: templatePayloadSchema() }),
  ]),
)

/** What a message can consist of: exactly one of these. */
export const outgoingContents = [
  'text',
  'attachment',
  'attachments',
  'sticker_id',
  'template',
] as const

/** What {@link outgoingMessageSchema} is, with its shape. */
export const outgoingMessageShape = later(() =>
  z
    .strictObject({
      /** At most 2000 UTF-16 units, and something to see. */
      text: z.optional(visibleText(limits.text.max)),
      attachment: z.optional(outgoingAttachmentSchema()),
      /** Images only. */
      attachments: z.optional(
        listUpTo(
          limits.attachments.max,
          z.strictObject({ type: z.literal('image'), payload: mediaPayloadSchema() }),
        ),
      ),
      /** Digits in a string where a number would lose some. */
      sticker_id: z.optional(z.union([z.int().check(z.gte(1)), text.check(z.regex(/^\d+$/))])),
      template: z.optional(utilityTemplateSchema()),
      quick_replies: z.optional(listUpTo(limits.quickReplies.max, quickReplySchema())),
      /** Comes back in the echo only. */
      metadata: z.optional(filledText.check(maxUnits(limits.metadata.max))),
    })
    .check(
      z.refine(
        (message) => outgoingContents.filter((key) => message[key] !== undefined).length === 1,
        `needs exactly one of ${outgoingContents.join(', ')}`,
      ),
    ),
)

/** `message` of a Send request: exactly one of text, attachment, attachments, sticker and template. */
export const outgoingMessageSchema: z.ZodMiniType<OutgoingMessage> = z.lazy(outgoingMessageShape)

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

const readAction = later(() => lenientReader(senderActionSchema()))
const readMessage = later(() => lenientReader(messageRequestSchema()))

/**
 * The body of one call of the Send API, held to every published limit.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export const sendRequestSchema: z.ZodMiniType<SendRequest> = z.pipe(
  z.unknown(),
  z.transform((value, context): SendRequest => {
    const isAction = typeof value === 'object' && value !== null && 'sender_action' in value
    const known = (isAction ? readAction() : readMessage())(value)
    if (known !== undefined) return known
    const result = (isAction ? senderActionSchema() : messageRequestSchema()).safeParse(value, {
      error: issueWords,
    })
    if (result.success) return result.data
    for (const issue of result.error.issues) {
      const { path, message } = issue
      const kind =
        issue.code === 'too_big'
          ? { code: issue.code, origin: issue.origin, maximum: issue.maximum }
          : { code: 'custom' as const }
      context.issues.push({ ...kind, path, message, input: value })
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
