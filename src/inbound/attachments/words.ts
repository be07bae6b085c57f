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
  ]).join('\n')
}

/** The texts that are visible, each once. */
export function linesOf(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.filter(isVisible))]
}
