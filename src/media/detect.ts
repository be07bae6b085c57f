import { fileTypeFromBuffer } from 'file-type'
import { extensionOf, plainMimeTypeOf } from './kind.ts'

/** What a file is by its first bytes. `extension` is without the dot. */
export type DetectedMedia = { mimeType: string; extension: string }

/**
 * Tells what a file is from its bytes, whatever it is called; undefined for what has no signature (plain
 * text, CSV) or is none that file-type knows. Names are the usual ones, without parameters:
 * `audio/ogg` for Opus in Ogg, `audio/mp4` for what phones record.
 *
 * @param bytes the file, or its beginning (some formats need more than 4 KiB)
 */
export async function detectMedia(bytes: Uint8Array): Promise<DetectedMedia | undefined> {
  const found = await fileTypeFromBuffer(bytes)
  if (found === undefined) return undefined
  const mimeType = plainMimeTypeOf(found.mime)
  return { mimeType, extension: extensionOf(mimeType) ?? found.ext }
}
