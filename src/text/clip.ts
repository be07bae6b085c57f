import { graphemes } from './segment.ts'

/**
 * Shortens a text to at most `max` UTF-16 units, the last of them `…`, without cutting a grapheme. A text
 * that fits is given back as it is; a `max` below 1 leaves nothing.
 *
 * @param text any text
 * @param max the most UTF-16 units
 */
export function clipText(text: string, max: number): string {
  if (text.length <= max) return text
  if (max < 1) return ''
  const room = Math.floor(max) - 1
  const kept =
    graphemes()
      .segment(text.slice(0, room + lookAhead))
      .containing(room)?.index ?? room
  return `${text.slice(0, kept).trimEnd()}…`
}

/** How much of the text behind the cut is looked at to see whether a grapheme goes on: more than any emoji. */
const lookAhead = 64
