import type { EmittedCimMessage } from '../../cim/emitted.ts'
import { isMessengerCimError } from '../../errors.ts'
import type { FileFacts } from './file-facts.ts'

/** A file that File Engine will never accept, for the text in its place. */
export type RefusedFile = Pick<FileFacts, 'fileName' | 'mimeType'> & {
  /** In bytes. */
  size: number
}

/**
 * Whether File Engine checked a file and will never accept it. Reads the field, not the class: an error may come from a
 * second copy of this package.
 */
export function isRefusal(error: unknown): boolean {
  return isMessengerCimError(error) && 'refused' in error && error.refused === true
}

/** Why File Engine refused a file, in its own words if it gave any. */
export function refusalOf(error: unknown): string {
  if (!isMessengerCimError(error)) return 'File Engine refused the file'
  const why = 'detail' in error && typeof error.detail === 'string' ? error.detail : error.message
  return `File Engine refused the file. ${why}`
}

/**
 * A message without the file that File Engine refused: a scanner may have found something in it, so the message must
 * not link to it. Everything else (who wrote it, what it quotes) stays.
 */
export function withoutFile(message: EmittedCimMessage, file: RefusedFile): EmittedCimMessage {
  const facts = [nameOf(file), file.mimeType, sizeInWords(file.size)].join(', ')
  return { ...message, body: { type: 'PLAIN', markdownText: `[File refused: ${facts}]` } }
}

/** The name without brackets. The Agent Desk renders Markdown, and so the name cannot become a link. */
function nameOf({ fileName }: RefusedFile): string {
  return fileName.replace(/[[\]<>`]/g, '')
}

const [kilobyte, megabyte] = [1024, 1024 * 1024]

function sizeInWords(bytes: number): string {
  if (bytes < kilobyte) return `${bytes} bytes`
  if (bytes < megabyte) return `${(bytes / kilobyte).toFixed(1)} KB`
  return `${(bytes / megabyte).toFixed(1)} MB`
}
