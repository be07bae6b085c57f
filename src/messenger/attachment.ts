import * as z from 'zod/mini'
import { idSchema } from './id.ts'
import { lenient } from './lenient.ts'

const text = lenient(z.string())
const textOrNumber = lenient(z.union([z.string(), z.number()]))

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

const fieldsSchema = z.looseObject({
  type: z.string(),
  title: text,
  text: text,
  url: text,
  payload: lenient(
    z.looseObject({
      url: text,
      title: text,
      subtitle: text,
      text: text,
      description: text,
      sticker_id: lenient(idSchema),
      coordinates: lenient(z.looseObject({ lat: textOrNumber, long: textOrNumber })),
      template_type: text,
      booking_id: lenient(idSchema),
      status: text,
      start_time: textOrNumber,
      end_time: textOrNumber,
      timezone: text,
    }),
  ),
})

/** An attachment with what can be relied on in it. */
export type MessengerAttachment = z.infer<typeof fieldsSchema> & {
  /** The attachment as it came. */
  raw: unknown
}

type Wire = z.input<typeof fieldsSchema>

/**
 * `message.attachments`. Meta adds types (three in 2026 alone) and leaves out payloads, so nothing in one is
 * relied on: what is not as expected counts as absent, and `raw` keeps it as it came. `title` and `url` beside
 * the payload are the older form, still met in echoes. What is no list is read as its only element. What a
 * template holds is read by {@link readTemplate}.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages
 */
export const attachmentsSchema = z.optional(
  z.pipe(
    z.custom<Wire[] | null>(),
    z.transform((list) =>
      list === null || list === undefined ? list : [list].flat().map(readAttachment),
    ),
  ),
)

function readAttachment(raw: Wire): MessengerAttachment {
  const fields = fieldsSchema.safeParse(raw)
  return { ...(fields.success ? fields.data : { type: 'unknown' }), raw }
}
