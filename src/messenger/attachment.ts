import * as z from 'zod/mini'
import { text } from '../schema/fields.ts'
import { hasKeys } from '../schema/has-keys.ts'
import { later } from '../schema/later.ts'
import { lenientReader } from '../schema/reader.ts'
import { lenient } from './lenient.ts'
import { lenientId, lenientText, lenientTextOrNumber } from './lenient-fields.ts'

/** Attachment types of the `messages` webhook that this package knows; others are kept unchanged. */
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

/** The fields of an attachment that are read. */
export const fieldsSchema = later(() =>
  z.looseObject({
    type: text,
    title: lenientText,
    text: lenientText,
    url: lenientText,
    payload: lenient(() =>
      z.looseObject({
        url: lenientText,
        title: lenientText,
        subtitle: lenientText,
        text: lenientText,
        description: lenientText,
        sticker_id: lenientId,
        coordinates: lenient(() =>
          z.looseObject({ lat: lenientTextOrNumber, long: lenientTextOrNumber }),
        ),
        template_type: lenientText,
        booking_id: lenientId,
        status: lenientText,
        start_time: lenientTextOrNumber,
        end_time: lenientTextOrNumber,
        timezone: lenientText,
      }),
    ),
  }),
)

const readFields = lenientReader(fieldsSchema)

/** An attachment. Only its type is always there. */
export type MessengerAttachment = {
  /** One of {@link attachmentTypes}, or a word that Meta added later. */
  type: string
  /** The title of a link, in its older form. */
  title?: string | null | undefined
  /** A text beside it. */
  text?: string | null | undefined
  /** Where a link leads, in its older form. */
  url?: string | null | undefined
  /** The content; absent for what Meta does not hand out. */
  payload?: AttachmentPayload | null | undefined
  /** The unchanged attachment. */
  raw: unknown
}

/** `payload` of an attachment, of whatever type. */
export type AttachmentPayload = {
  /** Of a medium: Meta's signed URL, which expires. Of a link: where it leads. */
  url?: string | null | undefined
  /** Of a link, a post or a reel. */
  title?: string | null | undefined
  /** A line below the title. */
  subtitle?: string | null | undefined
  /** A text beside it. */
  text?: string | null | undefined
  /** A text about it. */
  description?: string | null | undefined
  /** Of a sticker: Meta's id of it. */
  sticker_id?: string | null | undefined
  /** Of a location, in degrees. */
  coordinates?: Coordinates | null | undefined
  /** Of a template in an echo: `generic`, `button`, `media` … */
  template_type?: string | null | undefined
  /** Of an appointment: Meta's id of it. */
  booking_id?: string | null | undefined
  /** Of an appointment: `requested`, `confirmed`, `declined` or `cancelled`. */
  status?: string | null | undefined
  /** Of an appointment: its start, in seconds since 1970. */
  start_time?: string | number | null | undefined
  /** Of an appointment: its end, in seconds since 1970. */
  end_time?: string | number | null | undefined
  /** Of an appointment: its IANA time zone. */
  timezone?: string | null | undefined
}

/** A place, in degrees: north and east positive. */
export type Coordinates = {
  /** Latitude, north positive. */
  lat?: string | number | null | undefined
  /** Longitude, east positive. */
  long?: string | number | null | undefined
}

type Wire = z.input<ReturnType<typeof fieldsSchema>>

/**
 * `message.attachments`. Meta adds types (three in 2026 alone) and omits payloads, so every field may be missing: an
 * invalid one counts as absent, and `raw` holds the unchanged attachment. `title` and `url` beside the payload are the
 * older form, which echoes still use. A value that is not a list is read as its only element. {@link readTemplate}
 * reads the payload of a template.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages
 */
export const attachmentsSchema = z.optional(
  z.transform((list: Wire[] | null | undefined) =>
    list === null || list === undefined ? list : readAttachments([list].flat()),
  ),
)

/** Reads each attachment of a list. */
export function readAttachments(list: readonly unknown[]): MessengerAttachment[] {
  return list.map(readAttachment)
}

function readAttachment(raw: unknown): MessengerAttachment {
  return usualMedium(raw) ?? { ...(readFields(raw) ?? { type: 'unknown' }), raw }
}

/** Whether an attachment has the usual form of a file: its type and address, and nothing else. */
function usualMedium(raw: unknown): MessengerAttachment | undefined {
  if (!hasKeys(raw, 2)) return undefined
  const { type, payload } = raw
  return typeof type === 'string' && isAddress(payload) ? { type, payload, raw } : undefined
}

function isAddress(payload: unknown): payload is { url: string } {
  return hasKeys(payload, 1) && typeof payload.url === 'string'
}
