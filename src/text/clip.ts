import { graphemes } from './segment.ts'

/**
 * Shortens a text to at most `max` UTF-16 units including a final `…`, without cutting a grapheme. Returns a text that
 * fits unchanged, and `''` for a `max` below 1.
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

/** How much text after the cut is segmented, to see whether a grapheme crosses the cut: longer than any emoji. */
const lookAhead = 64
