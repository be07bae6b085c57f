import type { CimAttachment } from '../cim/attachment.ts'
import { kindMimeTypeOf, mediaTypeOf, mimeTypeOf, plainMimeTypeOf } from '../media/kind.ts'
import { limits } from '../messenger/limits.ts'
import type { MediaType } from '../messenger/send-request.ts'
import { type Adjustment, note } from './adjustment.ts'
import { fileNamesOf } from './file-name.ts'
import { holdToLimit, invalid, type Path } from './invalid.ts'
import { messages, type Rendering, type Sending } from './rendering.ts'
import { sendable, webAddress } from './web-address.ts'

/** A medium as a body describes it. */
type Medium = {
  attachment: CimAttachment
  /** May name the file too. */
  additionalDetails?: unknown
  /** The kind that the body gives; used when neither MIME type nor name shows it. */
  shownAs: MediaType
  /** Where the attachment stands in the message. */
  path: Path
}

/**
 * One attachment: by the id of its upload if there is one, else by its URL.
 * @throws {PayloadError} Meta cannot fetch it: the URL is not an absolute http or https address, or holds a password.
 * @throws {LimitError} Its size is known and exceeds Meta's limit.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages#sending-attachments
 */
export function mediumMessage(medium: Medium, { context }: Sending): Rendering {
  const { attachment, path } = medium
  const id = context.attachmentId?.(attachment.mediaUrl)
  const { type, adjustments } = typeOf(medium, Boolean(id))
  const payload = id ? { attachment_id: id } : { url: urlOf(attachment, [...path, 'mediaUrl']) }
  return messages([{ attachment: { type, payload } }], adjustments)
}

/** The type under which the Send API takes it. An image by URL must be smaller than an uploaded one. */
function typeOf(
  medium: Medium,
  isUploaded: boolean,
): { type: MediaType; adjustments: readonly Adjustment[] } {
  const { attachment, shownAs, path } = medium
  const size = attachment.size ?? 0
  const { fileBytes, imageBytes } = limits
  holdToLimit(size, fileBytes, [...path, 'size'])
  const mimeType = mimeTypeFor(medium)
  const type = mimeType === undefined ? shownAs : mediaTypeOf(mimeType)
  const isTooLarge = type === 'image' && size > imageBytes.max && !isUploaded
  if (!isTooLarge && type !== 'file') return { type, adjustments: [] }
  const why = isTooLarge
    ? `as an image by URL it may have ${imageBytes.max} bytes at most`
    : `Messenger shows no ${mimeType}; it can be downloaded`
  return { type: 'file', adjustments: note(shownAs !== 'file', 'sent-as-file', why) }
}

/** The MIME type of the attachment, unless it fits any file, else the one that a name suggests. */
export function mimeTypeFor({
  attachment,
  additionalDetails,
  shownAs,
}: Omit<Medium, 'path'>): string | undefined {
  const given = plainMimeTypeOf(attachment.mimeType ?? '')
  if (/^[^/\s*]+\/(?!octet-stream$)[^/\s*]+$/.test(given)) return given
  return fileNamesOf(attachment, additionalDetails)
    .map((name) => kindMimeTypeOf(name, shownAs) ?? mimeTypeOf(name))
    .find((found) => found !== undefined)
}

function urlOf({ mediaUrl }: CimAttachment, path: Path): string {
  const url = webAddress(mediaUrl)
  if (url === undefined) throw invalid(path, 'expected an absolute http or https address')
  return sendable(url, path)
}
