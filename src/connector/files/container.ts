import { mediaTypeOf } from '../../media/kind.ts'

/** Formats that others are built on: docx and odt on zip; doc, xls and msg on cfb. */
const containers = ['application/zip', 'application/x-cfb']

/**
 * Whether a file may be of a type although its bytes show only a container: then the more exact claim stands.
 *
 * @param claimed what the file is said to be, a MIME type
 * @param sniffed what its bytes show, a MIME type
 */
export function isBuiltOn(claimed: string, sniffed: string): boolean {
  return containers.includes(sniffed) && !isProvable(claimed)
}

/** Whether files of this type always show what they are: those that Messenger plays, and documents. */
export function isProvable(mimeType: string): boolean {
  return mediaTypeOf(mimeType) !== 'file' || mimeType === 'application/pdf'
}
