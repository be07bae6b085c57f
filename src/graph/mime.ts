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

/** Formats that hold either sound or pictures, so that the bytes may be named for both. */
const containers: ReadonlySet<string> = new Set(['mp4', '3gpp', 'ogg', 'webm'])

/** Formats that many others are made of, so that the bytes show less than the declared type. */
const wrappings: ReadonlySet<string> = new Set([
  'application/zip',
  'application/xml',
  'application/x-cfb',
])

const recorded = /^(?:audio|video)\/(.+)$/

function agrees(told: string, detected: string): boolean {
  if (told === detected) return true
  if (wrappings.has(detected)) return /^(?:application|text)\/|\+(?:xml|zip)$/.test(told)
  const format = recorded.exec(detected)?.[1]
  return format !== undefined && containers.has(format) && recorded.exec(told)?.[1] === format
}

/** `video/mp4` that is to be sent as audio is called `audio/mp4`. */
function asSentType(detected: string, type: MediaType): string {
  const format = recorded.exec(detected)?.[1]
  const either = format !== undefined && containers.has(format)
  return either && (type === 'audio' || type === 'video') ? `${type}/${format}` : detected
}
