import { isBuiltOn, recordedAs } from '../media/container.ts'
import { kindMimeTypeOf, mimeTypeOf, plainMimeTypeOf } from '../media/kind.ts'
import type { MediaType } from '../messenger/send-request.ts'

const anything = 'application/octet-stream'

/** What is known of a file. */
export type FileFacts = {
  /** What it is to be sent as. */
  type: MediaType
  /** The type that came with it, `''` when none. */
  declared: string
  /** The type that its bytes show, if any. */
  detected: string | undefined
  fileName: string
}

/**
 * The MIME type under which a file goes out: the declared one unless the bytes show it to be wrong, else
 * that of the bytes, else that of the name.
 */
export function uploadMimeType({ type, declared, detected, fileName }: FileFacts): string {
  const told = declared === '' ? anything : plainMimeTypeOf(declared)
  if (told !== anything && (detected === undefined || agrees(told, detected))) return told
  if (detected !== undefined) return asSentType(detected, type)
  return kindMimeTypeOf(fileName, type) ?? mimeTypeOf(fileName) ?? anything
}

function agrees(told: string, detected: string): boolean {
  return recordedAs(told, 'audio') === recordedAs(detected, 'audio') || isBuiltOn(told, detected)
}

/** `video/mp4` that is to be sent as audio is called `audio/mp4`. */
function asSentType(detected: string, type: MediaType): string {
  return type === 'audio' || type === 'video' ? recordedAs(detected, type) : detected
}
