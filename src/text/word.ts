/** A letter, digit or combining mark of a script that parts its words by spaces; none of an emoji. */
export const wordCharacter =
  '(?![\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}\\uFE0F\\u20E3])[\\p{L}\\p{N}\\p{M}]'

const before = new RegExp(`${wordCharacter}$`, 'u')
const after = new RegExp(`^${wordCharacter}`, 'u')

/** Whether a character is a letter of a script that does not part its words by spaces. */
export function isUnspaced(character: string): boolean {
  return /^\p{L}$/u.test(character) && !after.test(character)
}

/** Whether a word ends right before an index. */
export function isWordBefore(text: string, at: number): boolean {
  return before.test(characterBefore(text, at))
}

/** Whether a word begins, or goes on, right at an index. */
export function isWordAt(text: string, at: number): boolean {
  return after.test(characterAfter(text, at))
}

/** The character that ends at an index, `''` at the start of the text. */
export function characterBefore(text: string, at: number): string {
  const pair = text.slice(Math.max(0, at - 2), at)
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair) ? pair : pair.slice(-1)
}

/** The character that begins at an index, `''` at the end of the text. */
export function characterAfter(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}
