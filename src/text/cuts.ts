import { graphemes, words } from './segment.ts'

/** A place to cut: the part ends at `end`, the next begins at `next`; between them is only white space. */
export type Cut = { end: number; next: number }

/** White space with its line breaks, or the end of a sentence without any, as in Chinese and Japanese. */
export type Gap = Cut & { breaks: number }

/** The stretch of a text that one part is taken from. */
export type Window = {
  text: string
  /** Where the part begins. */
  start: number
  /** The furthest that the part may end. */
  limit: number
  /** The text from `start` to a little after `limit`, so that what ends there is seen to end. */
  slice: string
  gaps: readonly Gap[]
  /** The cut at a gap; undefined where a grapheme holds it together. */
  cutAt(gap: Gap): Cut | undefined
  /** Whether no grapheme is cut at this offset. */
  partsGraphemes(offset: number): boolean
  /** Whether nothing whole is cut at this offset: no link and no grapheme. */
  mayCut(offset: number): boolean
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
  const gaps = gapsIn(slice, start).filter(({ end }) => end > start && end <= limit)
  let segments: Intl.Segments | undefined
  return { text, start, limit, slice, gaps, cutAt, partsGraphemes, mayCut }

  function partsGraphemes(offset: number): boolean {
    segments ??= graphemes().segment(slice)
    return startsSegment(segments, offset - start)
  }

  function mayCut(offset: number): boolean {
    return partsGraphemes(offset) && !insideLink(offset)
  }

  function cutAt({ end, next }: Gap): Cut | undefined {
    if (next === end) return mayCut(end) ? { end, next } : undefined
    // The last space may carry a combining mark, which begins the next part then.
    const from = partsGraphemes(next) ? next : next - 1
    return partsGraphemes(end) && partsGraphemes(from) ? { end, next: from } : undefined
  }
}

const gap = /\s+|(?:(?!\p{ASCII})\p{STerm})+[\p{Pe}\p{Pf}]*(?=\S)/gu
/** White space that exists to hold words together. */
const onlyNoBreak = /^[\u00a0\u2007\u202f\ufeff]+$/

function gapsIn(slice: string, start: number): Gap[] {
  const found = Array.from(slice.matchAll(gap)).filter(([gap]) => !onlyNoBreak.test(gap))
  return found.map(({ 0: gap, index }) => {
    const end = start + index
    const stop = end + gap.length
    if (!/\s/.test(gap)) return { end: stop, next: stop, breaks: 0 }
    // The next part begins behind the last line break, so that its line keeps its indentation.
    const indent = gap.search(/[^\n\r\u2028\u2029]*$/)
    return { end, next: end + (indent || gap.length), breaks: breaksIn(gap) }
  })
}

function breaksIn(space: string): number {
  const paragraphs = space.split('\u2029').length - 1
  return 2 * paragraphs + (space.match(/\r\n|[\n\r\u2028]/g)?.length ?? 0)
}

/** The last end of a word without white space behind it: Thai, Chinese, Japanese, after a hyphen, between emoji. */
export function lastWordCut({ start, limit, slice, mayCut }: Window): Cut | undefined {
  const starts = Array.from(words().segment(slice), ({ index }) => index)
  const at = starts.findLast((offset) => {
    if (offset === 0 || start + offset > limit || holdsTogether(slice, offset)) return false
    return mayCut(start + offset)
  })
  return at === undefined ? undefined : { end: start + at, next: start + at }
}

/** Punctuation stays with the word that it belongs to: closing with the one before, opening with the one after. */
function holdsTogether(text: string, offset: number): boolean {
  return (
    /^[\s\p{Pe}\p{Pf}\p{Po}\p{Pd}\p{Pc}\p{Sc}]/u.test(text.slice(offset, offset + 2)) ||
    /[\s\p{Ps}\p{Pi}\p{Sc}#@]$/u.test(text.slice(Math.max(0, offset - 2), offset))
  )
}

/** Cuts what is longer than a part: else between graphemes, else between code points, else anywhere. */
export function forcedCut({ text, start, limit, mayCut, partsGraphemes }: Window): Cut {
  for (const passes of [mayCut, partsGraphemes, partsCodePoints]) {
    for (let end = limit; end > start; end -= 1) if (passes(end)) return { end, next: end }
  }
  return { end: limit, next: limit }

  function partsCodePoints(offset: number): boolean {
    return !/^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(offset - 1, offset + 1))
  }
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

function startsSegment(segments: Intl.Segments, offset: number): boolean {
  const segment = segments.containing(offset)
  return segment === undefined || segment.index === offset
}
