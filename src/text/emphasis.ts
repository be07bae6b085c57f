import type { Delimiter } from './delimiter.ts'

/**
 * Takes those marks out of a text's pieces that open and close emphasis; the others stay as text.
 * @see https://spec.commonmark.org/0.31.2/#process-emphasis
 */
export function takeOutEmphasis(delimiters: readonly Delimiter[], pieces: string[]): void {
  const openers: Delimiter[] = []
  /** Before which piece there is no opener for a closer of this sort: it is not looked for again. */
  const bottoms = new Map<string, number>()
  for (const closer of delimiters) {
    const sort = `${closer.mark}${closer.canOpen}${closer.isDoubtful}${closer.written % 3}`
    while (closer.canClose && closer.count > 0) {
      const index = lastOpener(openers, closer, bottoms.get(sort) ?? 0)
      const opener = openers[index]
      if (opener === undefined) {
        bottoms.set(sort, closer.piece)
        break
      }
      takeOut(opener, closer, pieces)
      openers.length = opener.count > 0 ? index + 1 : index
    }
    if (closer.canOpen && closer.count > 0) openers.push(closer)
  }
}

function lastOpener(openers: readonly Delimiter[], closer: Delimiter, bottom: number): number {
  for (let index = openers.length - 1; index >= 0; index -= 1) {
    const opener = openers[index]
    if (opener === undefined || opener.piece < bottom) return -1
    if (belong(opener, closer)) return index
  }
  return -1
}

function belong(opener: Delimiter, closer: Delimiter): boolean {
  if (opener.mark !== closer.mark || !areSure(opener, closer)) return false
  // `*a**b*` is one pair around all of it: the sum of runs that do both must not be a multiple of three.
  const doBoth = opener.canClose || closer.canOpen
  const areThrees = opener.written % 3 === 0 && closer.written % 3 === 0
  return !doBoth || areThrees || (opener.written + closer.written) % 3 !== 0
}

/** One of two marks may look like text where they are double and emphasise a part of one word. */
function areSure(opener: Delimiter, closer: Delimiter): boolean {
  if (!opener.isDoubtful && !closer.isDoubtful) return true
  const isPartOfWord = opener.spaces === closer.spaces && Math.min(opener.count, closer.count) > 1
  return isPartOfWord && opener.isDoubtful !== closer.isDoubtful
}

function takeOut(opener: Delimiter, closer: Delimiter, pieces: string[]): void {
  const taken = opener.count > 1 && closer.count > 1 ? 2 : 1
  for (const delimiter of [opener, closer]) {
    delimiter.count -= taken
    pieces[delimiter.piece] = delimiter.mark.repeat(delimiter.count)
  }
}
