import { type Cut, forcedCut, lastWordCut, type Window, windowsOf } from './cuts.ts'
import { ranks } from './ranks.ts'

/**
 * The least share of the allowed length that a part must fill while there is a choice and more than one part follows. A
 * part below a quarter looks like an accident to the reader (`Hello,` alone), and a text of many short paragraphs would
 * become many messages. Above a quarter, whole paragraphs read better than full parts.
 */
const leastShare = 1 / 4

/**
 * Splits a text into parts of at most `max` UTF-16 units: at the end of a paragraph, else of a line, else of a
 * sentence, else of a word, else between two graphemes. Links, words and graphemes are cut only if one alone is longer
 * than `max` (graphemes then between code points). Only white space at the cuts is lost. No part is blank, so a blank
 * text has no parts. Any other text that fits is one unchanged part.
 *
 * @param text any text
 * @param max the most UTF-16 units of a part, at least 1
 * @throws {RangeError} when `max` is not a whole number above 0
 */
export function splitText(text: string, max: number): string[] {
  if (!Number.isInteger(max) || max < 1) throw new RangeError('max is not a whole number above 0')
  if (text.trim() === '') return []
  if (text.length <= max) return [text]
  const open = windowsOf(text, max)
  const parts: string[] = []
  let start = 0
  while (text.length - start > max) {
    const { end, next } = chooseCut(open(start), open, max)
    parts.push(text.slice(start, end))
    start = next
  }
  parts.push(text.slice(start))
  return parts.filter((part) => part.trim() !== '')
}

/** The cut of the best rank that makes no short part, else the last cut, so that the text after it may stay whole. */
function chooseCut(window: Window, open: (start: number) => Window, max: number): Cut {
  const { text, start, limit } = window
  let last: Cut | undefined
  for (const place of places) {
    const cut = place(window)
    if (cut === undefined) continue
    if (cut.end - start >= max * leastShare || text.length - cut.next <= max) return cut
    if (last === undefined || cut.end > last.end) last = cut
  }
  if (last === undefined) return forcedCut(window)
  const isWorthIt = last.next >= limit || hasCut(open(last.next))
  return isWorthIt ? last : forcedCut(window)
}

const places: readonly ((window: Window) => Cut | undefined)[] = [
  ...ranks.map((isOfRank) => (window: Window) => {
    const { text, gaps, partsGraphemes } = window
    return gaps.findLast((gap) => {
      if (!isOfRank(gap, text) || !partsGraphemes(gap.next)) return false
      return gap.space === '' ? window.mayCut(gap.end) : partsGraphemes(gap.end)
    })
  }),
  lastWordCut,
]

function hasCut(window: Window): boolean {
  return places.some((place) => place(window) !== undefined)
}
