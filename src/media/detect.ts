import { fileTypeFromBuffer } from 'file-type'
import { extensionOf, plainMimeTypeOf } from './kind.ts'

/** The type of a file by its first bytes. `extension` is without the dot. */
export type DetectedMedia = { mimeType: string; extension: string }

/**
 * Detects the type of a file from its bytes; undefined for types without a signature (plain text, CSV) and those that
 * file-type does not know. MIME types have their usual names, without parameters: `audio/ogg` for Opus in Ogg,
 * `audio/mp4` for recordings of phones.
 *
 * @param bytes the file, or its beginning (some formats need more than 4 KiB)
 */
export async function detectMedia(bytes: Uint8Array): Promise<DetectedMedia | undefined> {
  const found = await fileTypeFromBuffer(bytes)
  if (found === undefined) return undefined
  const mimeType = plainMimeTypeOf(found.mime)
  return { mimeType, extension: extensionOf(mimeType) ?? found.ext }
}
