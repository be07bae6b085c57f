import * as z from 'zod'
import { idSchema } from './id.ts'

const text = z.string().nullish()

/** Attachment types of the `messages` webhook that this package knows; others are kept as they come. */
export const attachmentTypes = [
  'image',
  'audio',
  'video',
  'file',
  'sticker',
  'location',
  'fallback',
  'share',
  'post',
  'ig_post',
  'reel',
  'ig_reel',
  'template',
  'appointment_booking',
] as const

/** One of {@link attachmentTypes}. */
export type AttachmentType = (typeof attachmentTypes)[number]

const elementSchema = z.looseObject({ title: text, subtitle: text })

/**
 * `message.attachments[]`. Meta adds types (three in 2026 alone) and leaves out payloads, so every field
 * but the type is optional. `title` and `url` beside the payload are the older form, still met in echoes.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages
 */
export const attachmentSchema = z.looseObject({
  type: z.string(),
  title: text,
  url: text,
  payload: z
    .looseObject({
      url: text,
      title: text,
      sticker_id: idSchema.nullish(),
      coordinates: z
        .looseObject({
          lat: z.union([z.number(), z.string()]).nullish(),
          long: z.union([z.number(), z.string()]).nullish(),
        })
        .nullish(),
      template_type: text,
      text: text,
      elements: z.array(elementSchema).nullish(),
      product: z.looseObject({ elements: z.array(elementSchema).nullish() }).nullish(),
      booking_id: idSchema.nullish(),
      status: text,
      start_time: z.union([z.number(), z.string()]).nullish(),
      end_time: z.union([z.number(), z.string()]).nullish(),
      timezone: text,
    })
    .nullish(),
})

/** As {@link attachmentSchema} reads it. */
export type MessengerAttachment = z.infer<typeof attachmentSchema>
