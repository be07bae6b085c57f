import { recordingRows, wrappingRows } from './container-types.ts'
import { mediaTypeOf } from './kind.ts'

/**
 * Whether a file may have the claimed type although its bytes only show the format on which that type is built, such as
 * zip for docx.
 *
 * @param claimed the given type, a MIME type by its usual name
 * @param shown the type of its bytes, a MIME type by its usual name
 */
export function isBuiltOn(claimed: string, shown: string): boolean {
  return wrappings.has(shown) && !isProvable(claimed)
}

/** Whether the bytes of a file of this type always show the type: true for what Messenger plays, and PDF. */
export function isProvable(mimeType: string): boolean {
  return mediaTypeOf(mimeType) !== 'file' || mimeType === 'application/pdf'
}

/**
 * The MIME type of a format that holds audio or video, for the given kind: `audio/mp4` for `video/mp4` as audio. Other
 * MIME types stay the same.
 *
 * @param mimeType by its usual name
 */
export function recordedAs(mimeType: string, kind: 'audio' | 'video'): string {
  return recordings.get(mimeType)?.[kind] ?? mimeType
}

const wrappings = new Set(wrappingRows.map(({ mimeType }) => mimeType))
const recordings = new Map(
  recordingRows.flatMap((row) => [[row.audio, row] as const, [row.video, row] as const]),
)
