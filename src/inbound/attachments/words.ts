import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { isVisible } from '../../messenger/text.ts'

/** What an attachment says in words, each line once: title, subtitle, text. `''` where it says nothing. */
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

/** The texts that show something, each once. */
export function linesOf(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.filter(isVisible))]
}
