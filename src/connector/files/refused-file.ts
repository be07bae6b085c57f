import type { EmittedCimMessage } from '../../cim/emitted.ts'
import { isMessengerCimError } from '../../errors.ts'
import type { FileFacts } from './file-facts.ts'

/** A file that File Engine will never take: the text in its place. */
export type RefusedFile = Pick<FileFacts, 'fileName' | 'mimeType'> & {
  /** In bytes. */
  size: number
}

/** Whether File Engine looked at a file and will never take it. Goes by codes, as for a second copy of this package. */
export function isRefusal(error: unknown): boolean {
  return isMessengerCimError(error) && 'refused' in error && error.refused === true
}

/** Why File Engine refused a file: in its own words where it has some. */
export function refusalOf(error: unknown): string {
  if (!isMessengerCimError(error)) return 'File Engine refused the file'
  const why = 'detail' in error && typeof error.detail === 'string' ? error.detail : error.message
  return `File Engine refused the file. ${why}`
}

/**
 * A message without the file that File Engine refused: a scanner may have found something in it, so no link leads to
 * it. Whatever else the message says (who wrote it, what it quotes) stays.
 */
export function withoutFile(message: EmittedCimMessage, file: RefusedFile): EmittedCimMessage {
  const facts = [nameOf(file), file.mimeType, sizeInWords(file.size)].join(', ')
  return { ...message, body: { type: 'PLAIN', markdownText: `[File refused: ${facts}]` } }
}

/** The Agent Desk shows Markdown: without its brackets a name can be no link. */
function nameOf({ fileName }: RefusedFile): string {
  return fileName.replace(/[[\]<>`]/g, '')
}

const [kilobyte, megabyte] = [1024, 1024 * 1024]

function sizeInWords(bytes: number): string {
  if (bytes < kilobyte) return `${bytes} bytes`
  if (bytes < megabyte) return `${(bytes / kilobyte).toFixed(1)} KB`
  return `${(bytes / megabyte).toFixed(1)} MB`
}
