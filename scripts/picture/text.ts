/** Widths of characters in em, a little above those of Helvetica: fonts differ from machine to machine. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[iljI|'.,:;!]/, 0.29],
  [/[ ftr()-]/, 0.34],
  [/[mwMW]/, 0.88],
  [/[A-Z]/, 0.71],
  [/[\p{Extended_Pictographic}]/u, 1.4],
]

/** About how wide a text is, in the unit of `size`. */
export function textWidth(text: string, size: number): number {
  const em = [...text].reduce(
    (sum, character) => sum + (widths.find(([some]) => some.test(character))?.[1] ?? 0.58),
    0,
  )
  return em * size * 1.05
}

/** A text as lines that fit. */
export function wrap(text: string, size: number, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const longer = [lines.at(-1), word].filter(Boolean).join(' ')
    if (textWidth(longer, size) <= width && lines.length > 0) lines.splice(-1, 1, longer)
    else lines.push(word)
  }
  return lines
}

/** The beginning of a text that fits on one line. */
export function clip(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text
  const characters = [...text]
  const last = characters.findLastIndex(
    (_, end) => textWidth(`${characters.slice(0, end).join('')}…`, size) <= width,
  )
  return `${characters.slice(0, last).join('').trimEnd()}…`
}

/** A text within XML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
