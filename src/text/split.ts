import {
  type Cut,
  forcedCut,
  type Gap,
  lastWordCut,
  openWindow,
  skipSpace,
  type Window,
} from './cuts.ts'
import { findLinks } from './links.ts'
import { endsSentence, holdsWords, mayEndSentence } from './stops.ts'

/**
 * The least share of the allowed length that a part is cut to while there is a choice and more than one
 * part is to follow. Below a quarter a part looks like an accident to who reads it (`Hello,` alone), and a
 * text of many short paragraphs would become many messages; above it, whole paragraphs read better than
 * full parts.
 */
const leastShare = 1 / 4

/**
 * Splits a text into parts of at most `max` UTF-16 units: at the end of a paragraph, else of a line, else
 * of a sentence, else of a word, else between two graphemes. Links and words are cut only where one alone
 * is longer than `max`, a grapheme likewise (then between code points). Only white space at the cuts goes;
 * no part is blank, so a blank text gives none. Any other text that fits is given back as it is.
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
    const visible = skipSpace(text, start)
    const blank = visible - start >= max
    const { end, next } = blank ? { end: start, next: visible } : chooseCut(open(start), open, max)
    parts.push(text.slice(start, end))
    start = next
  }
  parts.push(text.slice(start))
  return parts.filter((part) => part.trim() !== '')
}

/** Windows on the text that keep whole the links which fit into a part. */
function windowsOf(text: string, max: number): (start: number) => Window {
  let insideLink: Uint8Array | undefined
  return (start) => openWindow(text, start, max, isInsideLink)

  // Asked only where there is no white space, in which no link is.
  function isInsideLink(offset: number): boolean {
    if (insideLink === undefined) {
      insideLink = new Uint8Array(text.length + 1)
      for (const { start, end } of findLinks(text)) {
        if (end - start <= max) insideLink.fill(1, start + 1, end)
      }
    }
    return insideLink[offset] === 1
  }
}

function chooseCut(window: Window, open: (start: number) => Window, max: number): Cut {
  const { text, start, limit } = window
  const best = lastGap(window, ranks, isLongEnough)
  if (best !== undefined) return best
  const word = lastWordCut(window)
  if (word !== undefined && isLongEnough(word)) return word
  const gap = lastGap(window, [() => true])
  const last = word === undefined || (gap !== undefined && gap.end >= word.end) ? gap : word
  if (last === undefined) return forcedCut(window)
  return last.next >= limit || wholeFits(open(last.next), max) ? last : forcedCut(window)

  function isLongEnough({ end, next }: Cut): boolean {
    return end - start >= max * leastShare || text.length - next <= max
  }
}

/** How well a text is cut at a gap, the best way first. */
const ranks: readonly ((gap: Gap, text: string) => boolean)[] = [
  ({ breaks }) => breaks > 1,
  ({ breaks }) => breaks > 0,
  ({ end, next }, text) => next === end || endsSentence(text, end, next),
  ({ end, next }, text) => mayEndSentence(text, end, next),
  ({ end, next }, text) => !holdsWords(text, end, next),
  () => true,
]

/** The last gap of the best rank, among those at the end of the window that pass. */
function lastGap(
  { text, gaps, cutAt }: Window,
  ranks: readonly ((gap: Gap, text: string) => boolean)[],
  passes: (gap: Gap) => boolean = () => true,
): Cut | undefined {
  let [best, found]: [number, Cut | undefined] = [ranks.length, undefined]
  for (const gap of gaps.toReversed()) {
    if (best === 0 || !passes(gap)) break
    const rank = ranks.findIndex((isOf, index) => index >= best || isOf(gap, text))
    const cut = rank < best ? cutAt(gap) : undefined
    if (cut !== undefined) [best, found] = [rank, cut]
  }
  return found
}

/** Whether what begins the window, which no cut divides, fits into a part of its own. */
function wholeFits(window: Window, max: number): boolean {
  if (window.text.length - window.start <= max) return true
  return lastGap(window, [() => true]) !== undefined || lastWordCut(window) !== undefined
}
