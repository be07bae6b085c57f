import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { isVisible } from '../../messenger/text.ts'

/** The words of an attachment, each line once: title, subtitle, text. `''` when it has none. */
export function wordsOf({ title, text, payload }: MessengerAttachment): string {
  return linesOf([
    payload?.title,
    title,
    payload?.subtitle,
    payload?.text,
    text,
    payload?.description,
  ])
}

/** A line, which is left out without visible text. */
export type Line = string | null | undefined

/** The lines that are visible, each once. */
export function linesOf(lines: readonly Line[]): string {
  return [...new Set(lines.filter(isVisible))].join('\n')
}
