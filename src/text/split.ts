import {
  type Cut,
  gapsIn,
  lastEnd,
  lastGap,
  lineBreaksIn,
  openWindow,
  skipSpace,
  stopCuts,
  type Window,
  wordCuts,
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
  const { text, start } = window
  const gaps = gapsIn(window)
  const lines = gaps.filter(({ space }) => lineBreak.test(space))
  const atSentence = [
    lastGap(window, gaps, ({ end, next }) => endsSentence(text, end, next)),
    stopCuts(window).at(-1),
  ].reduce(later)
  const places = [
    () => lastGap(window, lines, ({ space }) => lineBreaksIn(space) > 1),
    () => lastGap(window, lines),
    () => atSentence,
    () => lastGap(window, gaps, ({ end, next }) => mayEndSentence(text, end, next)),
    () => lastGap(window, gaps, ({ end, next }) => !holdsWords(text, end, next)),
    () => lastGap(window, gaps),
  ]
  for (const place of places) {
    const cut = place()
    if (isGood(cut)) return cut
  }
  const lastWord = wordCuts(window).at(-1)
  if (isGood(lastWord)) return lastWord
  const last = [atSentence, lastGap(window, gaps), lastWord].reduce(later)
  if (last === undefined) return forcedCut(window)
  return last.next >= window.limit || wholeFits(open(last.next), max) ? last : forcedCut(window)

  function isGood(cut: Cut | undefined): cut is Cut {
    if (cut === undefined) return false
    return cut.end - start >= max * leastShare || text.length - cut.next <= max
  }
}

const lineBreak = /[\n\r\u2028\u2029]/

function later(a: Cut | undefined, b: Cut | undefined): Cut | undefined {
  return a === undefined || (b !== undefined && b.end > a.end) ? b : a
}

/** Whether what begins the window, which no cut divides, fits into a part of its own. */
function wholeFits(window: Window, max: number): boolean {
  if (window.text.length - window.start <= max) return true
  if (lastGap(window, gapsIn(window)) !== undefined) return true
  return stopCuts(window).length + wordCuts(window).length > 0
}

/** Cuts what is longer than a part: else between graphemes, else between code points, else anywhere. */
function forcedCut(window: Window): Cut {
  const { text, limit, mayCut, partsGraphemes } = window
  const end =
    lastEnd(window, mayCut) ??
    lastEnd(window, partsGraphemes) ??
    lastEnd(window, (offset) => !splitsPair(text, offset)) ??
    limit
  return { end, next: end }
}

function splitsPair(text: string, offset: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(offset - 1, offset + 1))
}
