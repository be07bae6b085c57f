import { later } from '../schema/later.ts'
import { type MimeRow, mimeRows } from './mime-types.ts'
import { withoutBidiMarks } from './without-bidi-marks.ts'

/** A kind of media, as the Send API and webhooks name it. */
export type MediaKind = 'image' | 'audio' | 'video' | 'file'

/**
 * The MIME type of a file's extension, in upper or lower case; undefined without an extension or for an unknown one.
 * Containers count as their usual content: `.mp4` is `video/mp4`, `.ogg` is `audio/ogg`.
 *
 * @param fileName a name, with or without folders
 */
export function mimeTypeOf(fileName: string): string | undefined {
  return kindMimeTypeOf(fileName, 'file')
}

/**
 * The MIME type of a file's extension for an attachment of this kind: `.mp4` and `.3gp` are `audio/…` for audio and
 * `video/…` for video. Undefined for an extension of another kind (a `.pdf` as image) or an unknown one. Any known
 * extension fits `file`.
 *
 * @param fileName a name, with or without folders
 * @param kind the kind of the attachment that holds it
 */
export function kindMimeTypeOf(fileName: string, kind: MediaKind): string | undefined {
  const row = rowsOf(fileName).find(
    ({ mimeType }) => kind === 'file' || mimeType.startsWith(`${kind}/`),
  )
  return row?.mimeType
}

/**
 * The usual extension of a MIME type, without the dot; undefined for an unknown one. Parameters and case do not matter.
 *
 * @param mimeType such as `audio/ogg; codecs=opus`
 */
export function extensionOf(mimeType: string): string | undefined {
  return rowOf(mimeType)?.extensions[0]
}

/**
 * The kind as which the Send API accepts a MIME type. Only the formats that Meta names are image, audio or video;
 * everything else is a file. Parameters and case do not matter.
 *
 * @param mimeType such as `audio/ogg; codecs=opus`
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages
 */
export function mediaTypeOf(mimeType: string): MediaKind {
  return rowOf(mimeType)?.sendAs ?? 'file'
}

/**
 * The usual name of a MIME type, lower case and without parameters: `audio/vnd.wave` is `audio/wav`, `audio/x-m4a` is
 * `audio/mp4`. An unknown type keeps its own name.
 *
 * @param mimeType such as `Audio/Ogg; codecs=opus`
 */
export function plainMimeTypeOf(mimeType: string): string {
  return rowOf(mimeType)?.mimeType ?? essenceOf(mimeType)
}

/**
 * The file name at the end of an address's path, percent escapes decoded, without query and fragment; `''` when the
 * path ends in a slash or is empty, and for `data:`. It never holds a `/` or `\`, not even an escaped one (the name
 * then begins after it), nor marks that change the direction of writing, and is never `.` or `..`. Malformed escapes
 * stay.
 *
 * @param url an address, or only its path
 */
export function fileNameOf(url: string): string {
  const last = lastPart(pathOf(url))
  const name = withoutBidiMarks(last.includes('%') ? lastPart(decode(last)) : last)
  return name === '.' || name === '..' ? '' : name
}

/** The part after scheme and authority, up to query or fragment; `''` for `data:`. */
function pathOf(url: string): string {
  const address = before('#', before('?', url))
  // Nearly every address begins with this, so it skips the regular expression.
  if (address.startsWith('https://')) {
    const start = address.indexOf('/', 'https://'.length)
    return start === -1 ? '' : address.slice(start)
  }
  return /^data:/i.test(url) ? '' : address.replace(/^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/[^/]*)?/i, '')
}

function before(mark: string, text: string): string {
  const at = text.indexOf(mark)
  return at === -1 ? text : text.slice(0, at)
}

const rowsByExtension = later(() => group(({ extensions }) => extensions))
const rowsByName = later(() => group(({ mimeType, aliases }) => [mimeType, ...aliases]))

function group(keysOf: (row: MimeRow) => readonly string[]): ReadonlyMap<string, MimeRow[]> {
  const rows = new Map<string, MimeRow[]>()
  for (const row of mimeRows()) {
    for (const key of keysOf(row)) rows.set(key, [...(rows.get(key) ?? []), row])
  }
  return rows
}

function rowsOf(fileName: string): readonly MimeRow[] {
  const name = fileName.trim()
  const dot = lastIndexOf('.', name)
  // A name that begins with its only dot has no extension.
  if (dot < 1 || '/\\'.includes(name.charAt(dot - 1))) return []
  return rowsByExtension().get(name.slice(dot + 1).toLowerCase()) ?? []
}

function rowOf(mimeType: string): MimeRow | undefined {
  const rows = rowsByName().get(mimeType) ?? rowsByName().get(essenceOf(mimeType))
  return rows?.[0]
}

function essenceOf(mimeType: string): string {
  return before(';', mimeType).trim().toLowerCase()
}

function lastPart(path: string): string {
  return path.slice(lastIndexOf('/\\', path) + 1)
}

/**
 * The last index of either of two characters. The engine's own `lastIndexOf` takes longer than all other work for a
 * name.
 */
function lastIndexOf(marks: string, text: string): number {
  const one = marks.charCodeAt(0)
  const other = marks.charCodeAt(marks.length - 1)
  let at = text.length - 1
  for (; at >= 0; at -= 1) {
    const code = text.charCodeAt(at)
    if (code === one || code === other) break
  }
  return at
}

/** Decodes each run of escapes that is UTF-8; a malformed run stays. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes)
    } catch {
      return escapes
    }
  })
}
