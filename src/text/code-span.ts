import { isWordAt, isWordBefore } from './word.ts'

/** Code in a text: what is shown of it, and where what follows it begins. */
export type CodeSpan = { text: string; end: number }

/** Where each run of backticks is closed by the next of the same length. */
export type Closings = ReadonlyMap<number, number>

/** Finds, for the start of each run of backticks, that of the next one of the same length. */
export function findClosings(text: string): Closings {
  const closings = new Map<number, number>()
  const lastOf = new Map<number, number>()
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const last = lastOf.get(run.length)
    if (last !== undefined) closings.set(last, index)
    lastOf.set(run.length, index)
  }
  return closings
}

/**
 * The code that begins at an index, where there is any. Backticks within a word are apostrophes (`it`s,
 * don`t`), and empty code shows nothing: both stay as they are.
 *
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 */
export function codeAt(text: string, start: number, closings: Closings): CodeSpan | undefined {
  const closing = closings.get(start)
  if (closing === undefined) return undefined
  const length = lengthOf(text, start)
  const end = closing + length
  const code = text.slice(start + length, closing)
  const isApostrophe = isWordAt(text, end) && (isWordBefore(text, start) || /\s/.test(code))
  const isText = code.trim() === '' || isApostrophe
  if (isText) return { text: text.slice(start, end), end }
  return { text: /^ .* $/s.test(code) ? code.slice(1, -1) : code, end }
}

function lengthOf(text: string, start: number): number {
  let end = start
  while (text[end] === '`') end += 1
  return end - start
}
