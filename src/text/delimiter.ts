import { characterAfter, characterBefore, wordCharacter } from './word.ts'

/** A run of marks that may open or close emphasis. */
export type Delimiter = {
  mark: string
  /** How many of its marks are still text, and how many there were. */
  count: number
  readonly written: number
  readonly canOpen: boolean
  readonly canClose: boolean
  /** Too likely to be text to open anything, or to close what is opened by one mark. */
  readonly isDoubtful: boolean
  /** Which piece of the text it is. */
  readonly piece: number
}

/**
 * Runs of `*`, `_` and `~` that are text and no marks: within a word or a calculation (`5*3*2`,
 * `snake_case`), alone in brackets (`(*)`), wildcards of a path (`src/*.ts`), and in faces (`^_^`, `-_-`).
 */
const looksLikeMarks = new RegExp(
  [
    `(?<=${wordCharacter})[*_~]+(?=${wordCharacter})`,
    '(?<=[([{])[*_~]+(?=[)\\]}])',
    '(?<=/)\\*+(?=[./\\s]|$)',
    "[-^;=.'°•><*]_+[-^;=.'°•><*](?![\\p{L}\\p{N}])",
  ].join('|'),
  'gu',
)

/** The indices of marks that only look like some. */
export function findFalseMarks(text: string): ReadonlySet<number> {
  const found = new Set<number>()
  for (const { 0: run, index } of text.matchAll(looksLikeMarks)) {
    for (let at = index; at < index + run.length; at += 1) found.add(at)
  }
  return found
}

/**
 * The run of marks at an index, where there is one.
 * @see https://spec.commonmark.org/0.31.2/#delimiter-run
 */
export function delimiterAt(
  text: string,
  start: number,
  isFalse: boolean,
  piece: number,
): Delimiter | undefined {
  const mark = text.charAt(start)
  if (!'*_~'.includes(mark)) return undefined
  let end = start
  while (text[end] === mark) end += 1
  const count = end - start
  const sides = sidesOf(characterBefore(text, start), characterAfter(text, end), mark)
  // One `~` means "about"; a doubtful pair may still close: `~~old~~price`.
  const isMark = mark === '~' ? count === 2 : !isFalse || (mark === '*' && count > 1)
  return {
    mark,
    count,
    written: count,
    canOpen: isMark && !isFalse && sides.canOpen,
    canClose: isMark && sides.canClose,
    isDoubtful: isFalse,
    piece,
  }
}

function sidesOf(before: string, after: string, mark: string) {
  const [isSpaceBefore, isSpaceAfter] = [isSpace(before), isSpace(after)]
  const [isSignBefore, isSignAfter] = [isSign(before), isSign(after)]
  const isLeft = !isSpaceAfter && (!isSignAfter || isSpaceBefore || isSignBefore)
  const isRight = !isSpaceBefore && (!isSignBefore || isSpaceAfter || isSignAfter)
  if (mark !== '_') return { canOpen: isLeft, canClose: isRight }
  return {
    canOpen: isLeft && (!isRight || isSignBefore),
    canClose: isRight && (!isLeft || isSignAfter),
  }
}

function isSpace(character: string): boolean {
  return /^\s?$/.test(character)
}

function isSign(character: string): boolean {
  return /^[\p{P}\p{S}]$/u.test(character)
}
