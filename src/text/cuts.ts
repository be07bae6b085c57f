import { later } from '../schema/later.ts'
import { findLinks } from './links.ts'
import { graphemes, words } from './segment.ts'

/** A place to cut: the part ends at `end`, the next one begins at `next`. `space` is the white space there, or `''`. */
export type Cut = { end: number; next: number; space: string }

/** The section of a text from which one part is taken. */
export type Window = {
  text: string
  /** Where the part begins. */
  start: number
  /** The latest offset at which the part may end. */
  limit: number
  /**
   * The text from `start` to somewhat beyond the last cut, so that segmenters see where words and graphemes end there.
   */
  slice: string
  /** White space, and ends of sentences without white space, as in Chinese and Japanese. */
  gaps: readonly Cut[]
  /** Whether a cut at this offset splits no grapheme. */
  partsGraphemes: (offset: number) => boolean
  /** Whether a cut at this offset splits neither a grapheme nor a link that fits into a part. */
  mayCut: (offset: number) => boolean
}

/** How much text after the limit a segmenter gets: enough for the longest word in its dictionary. */
const lookAhead = 64

/** Returns a function that opens windows for parts of at most `max` UTF-16 units. Call it with rising starts. */
export function windowsOf(text: string, max: number): (start: number) => Window {
  const all = gapsIn(text)
  const insideLink = later(() => insideLinks(text, max))
  let first = 0
  return (start) => {
    const limit = start + max
    while ((all[first]?.end ?? start) < start) first += 1
    let last = first
    while ((all[last]?.end ?? text.length) <= limit) last += 1
    // White space at the start belongs to the part, unless it fills the part.
    const gaps = all.slice(first, last).filter(({ end, next }) => end > start || next >= limit)
    const slice = text.slice(start, Math.max(limit, gaps.at(-1)?.next ?? 0) + lookAhead)
    const segments = later(() => graphemes().segment(slice))
    return { text, start, limit, slice, gaps, partsGraphemes, mayCut }

    function partsGraphemes(offset: number): boolean {
      const at = offset - start
      return (segments().containing(at)?.index ?? at) === at
    }

    function mayCut(offset: number): boolean {
      return partsGraphemes(offset) && insideLink()[offset] !== 1
    }
  }
}

/**
 * A gap between words or sentences. White space can carry a combining mark, such as an accent; the next part then
 * begins with both.
 */
const gap =
  /(?:(?:(?!\p{ASCII})\p{STerm})+[\p{Pe}\p{Pf}]*\s*|\s+)(?![\p{M}\p{Gr_Ext}\p{EMod}\u200d])|(?<!\s)(?=(\s))/gu
const noBreak = /^[\u00a0\u2007\u202f\ufeff]+$/

/** The gaps in order, without no-break spaces, which exist to hold words together. */
function gapsIn(text: string): Cut[] {
  const gaps = Array.from(text.matchAll(gap), ({ 0: found, 1: carrier, index }) => {
    if (found === ' ') return { end: index, next: index + 1, space: found }
    if (carrier !== undefined) return { end: index, next: index, space: carrier }
    const stop = found.trimEnd().length
    const whole = found.slice(stop)
    // The next part begins after the last line break, so that its line keeps its indentation.
    const space = /^\s*[\n\r\u2028\u2029]/.exec(whole)?.[0] ?? whole
    return { end: index + stop, next: index + stop + space.length, space }
  })
  return gaps.filter(({ space }) => !noBreak.test(space))
}

function insideLinks(text: string, max: number): Uint8Array {
  const inside = new Uint8Array(text.length + 1)
  for (const { start, end } of findLinks(text)) {
    if (end - start <= max) inside.fill(1, start + 1, end)
  }
  return inside
}

/** The last end of a word that no white space follows: in Thai, Chinese, Japanese, after a hyphen, between emoji. */
export function lastWordCut({ start, limit, slice, mayCut }: Window): Cut | undefined {
  const offset = Array.from(words().segment(slice), ({ index }) => index).findLast((index) => {
    const isInWindow = index > 0 && start + index <= limit
    return isInWindow && !holdsTogether(slice, index) && mayCut(start + index)
  })
  return offset === undefined ? undefined : cutAt(start + offset)
}

/** Whether punctuation at this offset belongs to its word: closing to the word before, opening to the word after. */
function holdsTogether(text: string, offset: number): boolean {
  return (
    /^[\s\p{Pe}\p{Pf}\p{Po}\p{Pd}\p{Pc}\p{Sc}]/u.test(text.slice(offset, offset + 2)) ||
    /[\s\p{Ps}\p{Pi}\p{Sc}#@]$/u.test(text.slice(Math.max(0, offset - 2), offset))
  )
}

/**
 * Cuts a word that is longer than a part, after white space at its start: outside links and between graphemes, else
 * between graphemes, else between code points but not within a flag, else between code points, else anywhere.
 */
export function forcedCut({ text, start, limit, slice, mayCut, partsGraphemes }: Window): Cut {
  const indented = start + slice.search(/\S|$/)
  if (indented > start && partsGraphemes(indented)) return cutAt(indented)
  for (const passes of [mayCut, partsGraphemes, partsFlags, partsPoints]) {
    for (let end = limit; end > start; end -= 1) if (passes(end)) return cutAt(end)
  }
  return cutAt(limit)

  /** From half a flag on, the halves of all flags that follow would pair differently. */
  function partsFlags(offset: number): boolean {
    return partsPoints(offset) && !/^\p{RI}{2}$/u.test(text.slice(offset - 2, offset + 2))
  }

  function partsPoints(offset: number): boolean {
    return !/^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(offset - 1, offset + 1))
  }
}

function cutAt(offset: number): Cut {
  return { end: offset, next: offset, space: '' }
}
