import * as z from 'zod/mini'
import { filledText, nullishText, number, text } from '../schema/fields.ts'
import { orAbsent } from './or-absent.ts'

/** `body.attachment` of IMAGE, AUDIO, VIDEO and FILE, as read. `size` is in bytes; 0 means unknown. */
export const attachmentSchema = z.looseObject({
  mediaUrl: filledText,
  mimeType: nullishText,
  size: z.nullish(z.union([number, z.pipe(text, z.transform(Number))])),
  thumbnail: orAbsent(nullishText),
  mediaName: nullishText,
  mediaLabel: orAbsent(nullishText),
})

/** `body.attachment` of IMAGE, AUDIO, VIDEO, FILE and COMMENT, as read. */
export type CimAttachment = {
  /** The URL of the file, usually in File Engine. */
  mediaUrl: string
  /** The type of the file, such as `image/png`. */
  mimeType?: string | null | undefined
  /** In bytes; 0 means that CX does not know. */
  size?: number | null | undefined
  /** A small picture of it. */
  thumbnail?: string | null | undefined
  /** The file's name. */
  mediaName?: string | null | undefined
  /** A label to show. */
  mediaLabel?: string | null | undefined
}
