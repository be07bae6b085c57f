/**
 * Sources of expressions for marks around words. Each pair is looked for from its opening marks to the next equal ones
 * that are not text, so that nothing is looked at twice.
 */

/** Stands on both sides of the number of a piece that holds no marks. Unicode has no such character. */
export const shield = '\uffff'

const opening = '\\p{Ps}\\p{QMark}¿¡'
const closing = '\\p{Pe}\\p{QMark}\\p{Term}…'
const emoji = '\\p{ExtPict}\\p{RI}\\p{EMod}\\ufe0f\\u20e3'
/** Marks of direction, and spaces without width. */
const unseen = '\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069'
/** Punctuation that holds its own space. */
const wide = '\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65'
/** Scripts without spaces between words; and Korean, which hangs its particles on them. */
const unspaced = `\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}${wide}`
const inWord = `\\p{L}\\p{M}\\p{N}\\p{Sc}\\p{So}${emoji}${shield}`
const letter = '[\\p{L}\\p{N}]'
const marks = '[*_~!\\\\`]'

/** Behind marks that open: before them the text's start, white space, brackets; before `least` also a word without spaces. */
function startsAfter(least: number): string {
  return `(?<=(?<![^\\s${opening}${emoji}${unseen}])${marks}{0,8}|[${unspaced}]${marks}{${least},8}|${letter}${marks}{${least},8}(?=[${unspaced}]))`
}

/** Behind marks that close. A letter after punctuation makes both a part of the word: `__init__.py`. */
function endsAfter(least: number): string {
  return `(?=${marks}{0,8}(?:[${wide}]|(?![^\\s${closing}${emoji}${unseen}])(?![${closing}]+[\\p{L}\\p{N}+#@/\\\\=&-]))|(?<=${marks}{${least}})[${unspaced}]|(?<=[${unspaced}]${marks}{${least},8})${letter})`
}

const startsWord = startsAfter(2)
const endsWord = endsAfter(2)
/** Directly inside: a letter, digit, sign or emoji, or the brackets and quotes around one. */
const beforeWord = `(?=(?:[${opening}${unseen}]|«\\s)*[${inWord}])`
/** The same at the end, where a sentence may end too: `**Total:**`. */
const afterWord = `(?<=[${inWord}%‰\\p{Term}…][${unseen}]*|[^\\s${opening}][\\p{Pe}\\p{QMark}]+[${unseen}]*|\\S\\s»)`

const another = '\\k<mark>'
/** A mark that is text: within a word, between spaces, in a path or a face, escaped. */
const asText = [
  `(?<=${letter})${another}+(?=${letter})`,
  `(?<=\\s)${another}+(?=\\s)`,
  `(?<=[/^])${another}+(?=[./^])`,
  `(?<=[^\\\\]\\\\)${another}(?!${another})`,
].join('|')

/** One to three equal marks: more are text, and so are `!!` and `~~~`. */
const run = `(?<run>(?<mark>[*_~!])(?<!\\\\${another}|${another}{2})${another}{0,2})(?!${another})(?<!!!|~~~)`
const notIt = `(?:(?!${another})[^\\n])`
/** Equal marks around words in one line. */
export const pair = `${run}${startsWord}${beforeWord}(?<inside>${notIt}+(?:(?:${asText})${notIt}*)*?)(?=\\k<run>)${afterWord}\\k<run>(?!${another})${endsWord}`

const escapedRun = `(?<run>\\\\(?<mark>${marks})(?<!\\\\\\\\${another})(?:\\\\${another}){0,2})(?!\\\\?${another})`
/** The same, each with a backslash before it. */
export const escapedPair = `${escapedRun}${startsWord}${beforeWord}(?:(?!\\\\?${another})[^\\n])+(?=\\k<run>)${afterWord}\\k<run>(?!\\\\?${another})${endsWord}`

/** An escaped mark of no pair that can be no part of a path. */
export const escapedAlone = `\\\\(?:[*~]${startsWord}(?:${beforeWord}|${endsWord})|_${startsWord}${endsWord}|(?<=[\\d)]\\\\)\\*(?=[\\d(]))`

/** Code stands around words and not within one, where backticks are apostrophes: `it`s`, `don`t`. */
export const code = `(?<ticks>\`{1,3})(?!\`)(?<![\`\\\\]\\k<ticks>)${startsAfter(1)}(?<code>(?=\\S|(?<=\`\`) \`)(?:(?!\\k<ticks>)[^\\n])+(?<=\\S|\` (?=\`\`)))\\k<ticks>(?!\`)${endsAfter(1)}`
