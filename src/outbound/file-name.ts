import type { CimAttachment } from '../cim/attachment.ts'
import { fileNameOf } from '../media/kind.ts'
import { withoutBidiMarks } from '../media/without-bidi-marks.ts'
import { textAt } from './open.ts'

/** Every known name of a file, without marks that change the direction of writing; the likeliest first. */
export function fileNamesOf(attachment: CimAttachment, additionalDetails: unknown): string[] {
  const { mediaName, mediaUrl } = attachment
  const names = [
    mediaName ?? '',
    textAt(additionalDetails, 'fileName'),
    queryNameOf(mediaUrl),
    fileNameOf(mediaUrl),
  ]
  return names.map(withoutBidiMarks).filter((name) => name !== '')
}

/**
 * Whether a text is nothing but one of the file's names. The Agent Desk writes the name into the caption, and File
 * Engine renames what it stores, so only letters and digits count. The extension is part of the name: a person wrote
 * "Invoice" under invoice.pdf.
 */
export function isFileName(text: string, names: readonly string[]): boolean {
  const essence = essenceOf(text)
  return essence !== '' && names.some((name) => essenceOf(name) === essence)
}

/** The name in an address of File Engine: `downloadFileStream?filename=NAME`. */
function queryNameOf(mediaUrl: string): string {
  const query = mediaUrl.indexOf('?')
  return query < 0 ? '' : (new URLSearchParams(mediaUrl.slice(query)).get('filename') ?? '')
}

function essenceOf(name: string): string {
  return decoded(name)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Decodes a percent-encoded name; a name that only looks encoded stays as it is. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
