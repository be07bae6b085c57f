import { recordingRows, wrappingRows } from './container-types.ts'
import { mediaTypeOf } from './kind.ts'

/**
 * Whether a file may be of a type although its bytes show only what that type is built on: then the more exact claim
 * stands.
 *
 * @param claimed what the file is said to be, a MIME type by its usual name
 * @param shown what its bytes show, a MIME type by its usual name
 */
export function isBuiltOn(claimed: string, shown: string): boolean {
  return wrappings.has(shown) && !isProvable(claimed)
}

/** Whether the bytes of files of this type always show it: those that Messenger plays, and PDF. */
export function isProvable(mimeType: string): boolean {
  return mediaTypeOf(mimeType) !== 'file' || mimeType === 'application/pdf'
}

/**
 * The name of a format for sound or for film, where it holds either: `audio/mp4` for `video/mp4` as audio. Any other
 * MIME type stays as it is.
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
