import { isBuiltOn, recordedAs } from '../media/container.ts'
import { kindMimeTypeOf, mimeTypeOf, plainMimeTypeOf } from '../media/kind.ts'
import type { MediaType } from '../messenger/send-request.ts'

const anything = 'application/octet-stream'

/** The known facts about a file. */
export type FileFacts = {
  /** The kind of medium to send it as. */
  type: MediaType
  /** The given type; `''` for none. */
  declared: string
  /** The type that its bytes show, if any. */
  detected: string | undefined
  fileName: string
}

/**
 * The MIME type under which a file is sent: the declared one unless the bytes contradict it, else that of the bytes,
 * else that of the name.
 */
export function uploadMimeType({ type, declared, detected, fileName }: FileFacts): string {
  const given = declared === '' ? anything : plainMimeTypeOf(declared)
  if (given !== anything && (detected === undefined || agrees(given, detected))) return given
  if (detected !== undefined) return asSentType(detected, type)
  return kindMimeTypeOf(fileName, type) ?? mimeTypeOf(fileName) ?? anything
}

function agrees(given: string, detected: string): boolean {
  return recordedAs(given, 'audio') === recordedAs(detected, 'audio') || isBuiltOn(given, detected)
}

/** The name of the detected type for this kind: `video/mp4` sent as audio is `audio/mp4`. */
function asSentType(detected: string, type: MediaType): string {
  return type === 'audio' || type === 'video' ? recordedAs(detected, type) : detected
}
