import { limits } from '../messenger/limits.ts'
import type { OutgoingMessage } from '../messenger/send-request.ts'
import { isVisible } from '../messenger/text.ts'
import { toPlainText } from '../text/plain-text.ts'
import { splitText } from '../text/split.ts'
import { withoutSpace } from '../text/without-space.ts'
import { type Adjustment, note } from './adjustment.ts'
import { messages, type Rendering, type Sending } from './rendering.ts'

/** A text as the customer will see it. */
export type ShownText = { text: string; adjustments: readonly Adjustment[] }

/** What a customer sees of a text that may hold Markdown; `''` when nothing is visible. */
export function showText(markdown: string | null | undefined, { context }: Sending): ShownText {
  const written = markdown ?? ''
  if (!isVisible(written)) return { text: '', adjustments: [] }
  const plain = context.markdown === 'verbatim' ? written : toPlainText(written)
  if (plain === written) return { text: written, adjustments: [] }
  const text = isVisible(plain) ? plain : written
  const isSame = text === written || withoutSpace(text) === withoutSpace(written)
  return { text, adjustments: isSame ? [] : [markdownRendered] }
}

/** Shows the fields of a message one by one, and collects their adjustments. */
export type FieldReader = {
  /** What a customer sees of a field; `''` when nothing is visible. */
  show: (written: string | null | undefined) => string
  /** The adjustments of the fields shown so far. */
  adjustments: () => readonly Adjustment[]
}

/** A reader for the fields besides a message's text: titles, names, descriptions. */
export function fieldReader(sending: Sending): FieldReader {
  const all = new Set<Adjustment>()
  return { show, adjustments: () => [...all] }

  function show(written: string | null | undefined): string {
    const { text, adjustments } = showText(written, sending)
    for (const adjustment of adjustments) all.add(adjustment)
    return text
  }
}

const markdownRendered = {
  kind: 'markdown-rendered',
  detail: 'Messenger shows no Markdown; its marks were written as plain text',
} as const satisfies Adjustment

/**
 * The messages that carry a shown text: as many as its length needs, none when nothing is visible. The last one also
 * carries `quick_replies`, which belong below the whole text.
 */
export function textMessages(
  { text, adjustments }: ShownText,
  last: Pick<OutgoingMessage, 'quick_replies'> = {},
): Rendering {
  if (text.length <= limits.text.max) {
    return messages(isVisible(text) ? [{ text, ...last }] : [], adjustments)
  }
  const parts = splitText(text, limits.text.max).filter(isVisible)
  const split = note(parts.length > 1, 'text-split', `sent as ${parts.length} messages`)
  return messages(
    parts.map((part, index) => ({ text: part, ...(index === parts.length - 1 && last) })),
    [...adjustments, ...split],
  )
}

/** Several shown texts as one, each on its own lines. */
export function joinTexts(texts: readonly string[], separator: string): string {
  return texts.filter(isVisible).join(separator)
}
