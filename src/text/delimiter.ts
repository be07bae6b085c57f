import { characterAfter, characterBefore, isUnspaced, wordCharacter } from './word.ts'

/** A run of marks that may open or close emphasis. */
export type Delimiter = {
  mark: string
  /** How many of its marks are still text, and how many there were. */
  count: number
  readonly written: number
  readonly canOpen: boolean
  readonly canClose: boolean
  /** Looks like text: a double mark still emphasises a part of a word (`**order**s`), others do nothing. */
  readonly isDoubtful: boolean
  /** How much before it holds white space, to tell whether it stands in one word with another. */
  readonly spaces: number
  /** Which piece of the text it is. */
  readonly piece: number
}

/**
 * Runs of `*`, `_` and `~` that are text and no marks: within a word or a calculation (`5*3*2`, `(a)*2*(b)`,
 * `snake_case`, `3个*5`), alone in brackets (`(*)`), wildcards of a path (`src/*.ts`), and in faces (`^_^`).
 */
const looksLikeMarks = new RegExp(
  [
    `(?<=${wordCharacter})[*_~]+(?=${wordCharacter})`,
    '(?<=[([{])[*_~]+(?=[)\\]}])',
    '(?<=[)\\]}%])\\*+(?=[\\p{N}([{])|(?<=\\p{N})\\*(?=[([{])',
    '(?<=/)\\*+(?=[./\\s]|$)',
    '(?<=\\p{L})\\*(?=\\p{N})',
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
  { piece, spaces }: Pick<Delimiter, 'piece' | 'spaces'>,
): Delimiter | undefined {
  const mark = text.charAt(start)
  if (!'*_~'.includes(mark)) return undefined
  let end = start
  while (text[end] === mark) end += 1
  const count = end - start
  const sides = sidesOf(characterBefore(text, start), characterAfter(text, end), mark, count)
  // One `~` means "about".
  const isMark = mark === '~' ? count === 2 : !isFalse || (mark === '*' && count > 1)
  return {
    mark,
    count,
    written: count,
    canOpen: isMark && sides.canOpen,
    canClose: isMark && sides.canClose,
    isDoubtful: isFalse,
    piece,
    spaces,
  }
}

function sidesOf(before: string, after: string, mark: string, count: number) {
  const [isSpaceBefore, isSpaceAfter] = [isSpace(before), isSpace(after)]
  // Without spaces between words, a sign beside double marks says nothing: `**《书》**是`.
  const isLoose = count > 1 && (isUnspaced(before) || isUnspaced(after))
  const [isSignBefore, isSignAfter] = [isLoose || isSign(before), isLoose || isSign(after)]
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
