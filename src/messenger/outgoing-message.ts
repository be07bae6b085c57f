import * as z from 'zod/mini'
import { filledText, integer, optionalFlag, text } from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { atMost } from '../schema/length.ts'
import { limits } from './limits.ts'
import { quickReplySchema } from './quick-reply.ts'
import type { OutgoingMessage } from './send-request-types.ts'
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
      sticker_id: z.optional(
        z.union([integer.check(z.gte(1)), text.check(z.regex(/^\d+$/, 'expected digits'))]),
      ),
      template: z.optional(utilityTemplateSchema()),
      quick_replies: z.optional(listUpTo(limits.quickReplies.max, quickReplySchema())),
      /** Comes back in the echo only. */
      metadata: z.optional(filledText.check(atMost(limits.metadata.max))),
    })
    .check(
      z.refine(
        (message) => outgoingContents.filter((key) => message[key] !== undefined).length === 1,
        `needs exactly one of ${outgoingContents.join(', ')}`,
      ),
    ),
)

/**
 * `message` of a Send request: exactly one of text, attachment, attachments, sticker and template. It is lazy, so that
 * importing the package does not make the schemas of all templates.
 */
export const outgoingMessageSchema: z.ZodMiniType<OutgoingMessage> = z.lazy(outgoingMessageShape)
