import { graphemes, words } from './segment.ts'

/** A place to cut: the part ends at `end`, the next begins at `next`; between them is only white space. */
export type Cut = { end: number; next: number }

/** White space at which a text may be cut. */
export type Gap = Cut & { space: string }

/** The stretch of a text that one part is taken from. */
export type Window = {
  text: string
  /** Where the part begins. */
  start: number
  /** The furthest that the part may end. */
  limit: number
  /** Whether no grapheme is cut at this offset. */
  partsGraphemes: (offset: number) => boolean
  /** Whether nothing whole is cut at this offset: no link and no grapheme. */
  mayCut: (offset: number) => boolean
  /** The text from `start` to a little after `limit`, so that what ends there is seen to end. */
  slice: string
}

/** How far behind the limit a segmenter is shown the text: enough for the longest word of a dictionary. */
const lookAhead = 64

/** Opens the window at `start` for a part of at most `max` UTF-16 units. */
export function openWindow(
  text: string,
  start: number,
  max: number,
  insideLink: (offset: number) => boolean,
): Window {
  const limit = Math.min(start + max, text.length)
  const slice = text.slice(start, skipSpace(text, limit) + Math.min(lookAhead, max))
  let segments: Intl.Segments | undefined
  return { text, start, limit, slice, partsGraphemes, mayCut }

  function partsGraphemes(offset: number): boolean {
    segments ??= graphemes().segment(slice)
    return startsSegment(segments, offset - start)
  }

  function mayCut(offset: number): boolean {
    return partsGraphemes(offset) && !insideLink(offset)
  }
}

/** Runs of white space, in order. Those that exist to hold words together (no-break spaces) are none. */
export function gapsIn({ start, limit, slice }: Window): Gap[] {
  return Array.from(slice.matchAll(/\s+/g), ({ 0: space, index }) => {
    const end = start + index
    return { end, next: end + indentAt(space), space }
  }).filter(({ end, space }) => end > start && end <= limit && !onlyNoBreak.test(space))
}

/** The last cut that passes and parts no grapheme. */
export function lastGap(
  { partsGraphemes }: Window,
  gaps: readonly Gap[],
  passes: (gap: Gap) => boolean = () => true,
): Cut | undefined {
  for (let index = gaps.length - 1; index >= 0; index -= 1) {
    const gap = gaps[index]
    if (gap === undefined || !passes(gap) || !partsGraphemes(gap.end)) continue
    const next = partsGraphemes(gap.next) ? gap.next : gap.next - 1
    if (partsGraphemes(next)) return { end: gap.end, next }
  }
  return undefined
}

/** Ends of sentences with no white space behind them, as in Chinese and Japanese. */
export function stopCuts(window: Window): Cut[] {
  return Array.from(window.slice.matchAll(joinedStop), ({ 0: stop, index }) => {
    const offset = window.start + index + stop.length
    return { end: offset, next: offset }
  }).filter(({ end }) => isJoint(window, end))
}

const joinedStop = /(?:(?!\p{ASCII})\p{STerm})+[\p{Pe}\p{Pf}]*(?=\S)/gu

/** Ends of words without white space behind them: Thai, Chinese, Japanese, after a hyphen, between emoji. */
export function wordCuts(window: Window): Cut[] {
  return Array.from(words().segment(window.slice), ({ index }) => window.start + index)
    .filter((offset) => isJoint(window, offset))
    .filter((offset) => !holdsTogether(window.slice, offset - window.start))
    .map((offset) => ({ end: offset, next: offset }))
}

/** The last offset up to the limit that passes; undefined if none does. */
export function lastEnd(
  { start, limit }: Window,
  passes: (offset: number) => boolean,
): number | undefined {
  for (let offset = limit; offset > start; offset -= 1) {
    if (passes(offset)) return offset
  }
  return undefined
}

/** The end of the white space at the offset, less its last character where that carries a combining mark. */
export function skipSpace(text: string, offset: number): number {
  const space = /\s*/y
  space.lastIndex = offset
  const end = offset + (space.exec(text)?.[0].length ?? 0)
  if (end === offset) return end
  const whole = startsSegment(graphemes().segment(text.slice(end - 1, end + 1)), 1)
  return whole ? end : end - 1
}

const onlyNoBreak = /^[\u00a0\u2007\u202f\ufeff]+$/
const lineBreak = /\r\n|[\n\r\u2028\u2029]/g

/** How many line breaks there are in white space. */
export function lineBreaksIn(space: string): number {
  return space.includes('\u2029') ? 2 : (space.match(lineBreak)?.length ?? 0)
}

/** Where in white space the next part begins: behind the last line break, so that the line keeps its indentation. */
function indentAt(space: string): number {
  const indentation = /[^\n\r\u2028\u2029]*$/.exec(space)?.[0].length ?? 0
  return indentation === space.length ? space.length : space.length - indentation
}

function startsSegment(segments: Intl.Segments, offset: number): boolean {
  const segment = segments.containing(offset)
  return segment === undefined || segment.index === offset
}

/** Whether the part can end and the next begin at one and the same offset, with no white space there. */
function isJoint({ text, start, limit, mayCut }: Window, offset: number): boolean {
  if (offset <= start || offset > limit) return false
  return !/\s/.test(text.slice(offset - 1, offset + 1)) && mayCut(offset)
}

/** Punctuation stays with the word that it belongs to: closing with the one before, opening with the one after. */
function holdsTogether(text: string, offset: number): boolean {
  return (
    /^[\p{Pe}\p{Pf}\p{Po}\p{Pd}\p{Pc}\p{Sc}]/u.test(text.slice(offset, offset + 2)) ||
    /[\p{Ps}\p{Pi}\p{Sc}#@]$/u.test(text.slice(Math.max(0, offset - 2), offset))
  )
}
