import { graphemes, sentences, words } from './segment.ts'

/** A place to cut: the part ends at `end`, the next begins at `next`; between them is only white space. */
export type Cut = { end: number; next: number }

/** White space at which a text may be cut, and how many line breaks are in it. */
export type Gap = Cut & { lineBreaks: number }

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
  const segments = graphemes.segment(slice)
  return { text, start, limit, slice, partsGraphemes, mayCut }

  function partsGraphemes(offset: number): boolean {
    return startsSegment(segments, offset - start)
  }

  function mayCut(offset: number): boolean {
    return !insideLink(offset) && partsGraphemes(offset)
  }
}

/** Runs of white space, in order. Those that exist to hold words together (no-break spaces) are none. */
export function gapsIn({ start, limit, slice, mayCut }: Window): Gap[] {
  return Array.from(slice.matchAll(/\s+/g), ({ 0: space, index }) => {
    const end = start + index
    return { end, next: nextAfter(space, end, mayCut), lineBreaks: lineBreaksIn(space), space }
  })
    .filter(({ end, space }) => end > start && end <= limit && !onlyNoBreak.test(space))
    .filter(({ end, next }) => mayCut(end) && mayCut(next))
    .map(({ end, next, lineBreaks }) => ({ end, next, lineBreaks }))
}

/** Ends of sentences, in order: at the gaps given, or without white space as in Chinese and Japanese. */
export function sentenceCuts(window: Window, gaps: readonly Gap[]): Cut[] {
  const starts = segmentStarts(window, sentences)
  const atGap = new Set(starts)
  const atPoint = starts.filter((offset) => isJoint(window, offset))
  return [
    ...gaps.filter(({ next }) => atGap.has(next)),
    ...atPoint.map((offset) => ({ end: offset, next: offset })),
  ].sort((a, b) => a.end - b.end)
}

/** Ends of words without white space behind them: Thai, Chinese, Japanese, after a hyphen, between emoji. */
export function wordCuts(window: Window): Cut[] {
  return segmentStarts(window, words)
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
  const whole = startsSegment(graphemes.segment(text.slice(end - 1, end + 1)), 1)
  return whole ? end : end - 1
}

const onlyNoBreak = /^[\u00a0\u2007\u202f\ufeff]+$/
const lineBreak = /\r\n|[\n\r\u2028\u2029]/g

function lineBreaksIn(space: string): number {
  return space.includes('\u2029') ? 2 : Array.from(space.matchAll(lineBreak)).length
}

/**
 * Where the next part begins after white space: after its last line break, so that the line keeps its
 * indentation; before its last character where that carries a combining mark.
 */
function nextAfter(space: string, end: number, mayCut: (offset: number) => boolean): number {
  const indentation = /[^\n\r\u2028\u2029]*$/.exec(space)?.[0].length ?? 0
  const lastLine = indentation === space.length ? 0 : indentation
  const next = end + space.length - lastLine
  return mayCut(next) ? next : next - 1
}

function startsSegment(segments: Intl.Segments, offset: number): boolean {
  const segment = segments.containing(offset)
  return segment === undefined || segment.index === offset
}

function segmentStarts({ start, slice }: Window, segmenter: Intl.Segmenter): number[] {
  return Array.from(segmenter.segment(slice), ({ index }) => start + index)
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
