/**
 * Sources of regular expressions for marks around words. A pair reaches from its opening marks to the next equal ones
 * that are not text, so that nothing is scanned twice.
 */

/** Encloses the number of a kept piece. U+FFFF is not a character of Unicode. */
export const shield = '\uffff'

const opening = '\\p{Ps}\\p{QMark}¿¡'
const closing = '\\p{Pe}\\p{QMark}\\p{Term}…'
const emoji = '\\p{ExtPict}\\p{RI}\\p{EMod}\\ufe0f\\u20e3'
/** Marks of direction, and spaces without width. */
const unseen = '\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069'
/** Full-width punctuation, which needs no space around it. */
const wide = '\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65'
/** Scripts without spaces between words; and Korean, which hangs its particles on them. */
const unspaced = `\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}${wide}`
const inWord = `\\p{L}\\p{M}\\p{N}\\p{Sc}\\p{So}${emoji}${shield}`
const letter = '[\\p{L}\\p{N}]'
const marks = '[*_~!\\\\`]'

/**
 * Matches after opening marks that follow the text's start, white space or brackets; `least` marks or more may follow
 * anything if an unspaced script stands before or behind them: `1.**设置**`.
 */
function startsAfter(least: number): string {
  return `(?<=(?<![^\\s${opening}${emoji}${unseen}])${marks}{0,8}|[${unspaced}]${marks}{${least},8}|${marks}{${least},8}(?=[${unspaced}]))`
}

/**
 * Matches after closing marks. A letter after punctuation makes both part of the word, as in `__init__.py`, but not in
 * `**Sara**'s`. As with opening marks, anything may follow in an unspaced script: `**价格：**¥299`.
 */
function endsAfter(least: number): string {
  return `(?=${marks}{0,8}(?:[${wide}]|(?![^\\s${closing}${emoji}${unseen}])(?!(?!(?<=[*\`])['’]\\p{L})[${closing}]+[\\p{L}\\p{N}+#@/\\\\=&-]))|(?<=${marks}{${least}})[${closing}]*[${unspaced}]|(?<=[${unspaced}][${closing}]*${marks}{${least},8}))`
}

const startsWord = startsAfter(2)
const endsWord = endsAfter(2)
/** The start of the inside: a letter, digit, sign or emoji, or the brackets and quotes around one. */
const beforeWord = `(?=(?:[${opening}${unseen}]|«\\s)*[${inWord}])`
/** The end of the inside, which may also be the end of a sentence: `**Total:**`. */
const afterWord = `(?<=[${inWord}%‰\\p{Term}…][${unseen}]*|[^\\s${opening}][\\p{Pe}\\p{QMark}]+[${unseen}]*|\\S\\s»)`

const another = '\\k<mark>'
/** The rest of a code to dial: *100#, **21*+4930123456#. */
const dialled = '[\\d*+]{1,40}#'
/** A mark that is text: within a word, between spaces, in a path, a face or a code to dial, escaped. */
const asText = [
  `(?<=${letter})${another}+(?=${letter})`,
  `(?<=\\s)${another}+(?=\\s)`,
  `(?<=[/^])${another}+(?=[./^])`,
  `(?<=[^\\\\]\\\\)${another}(?!${another})`,
  `${another}+(?=${dialled})`,
].join('|')

/** Between two signs that are no strike: `~3일까지 됩니다~` names a time, and then draws out its last word. */
const drawl = `(?<=(?<!~)~)\\d[^~\\n]*[${unspaced}]~`
/** One to three equal marks: more are text, and so are `!!` and `~~~`. */
const run = `(?<run>(?<mark>[*_~!])(?<!\\\\${another}|${another}{2})${another}{0,2})(?!${another}|${dialled}|${drawl})(?<!!!|~~~)`
const notIt = `(?:(?!${another})[^\\n])`
/** Equal marks around words in one line. */
export const pair = `${run}${startsWord}${beforeWord}(?<inside>${notIt}+(?:(?:${asText})${notIt}*)*?)(?=\\k<run>)${afterWord}\\k<run>(?!${another})${endsWord}`

const escapedRun = `(?<run>\\\\(?<mark>${marks})(?<!\\\\\\\\${another})(?:\\\\${another}){0,2})(?!\\\\?${another})`
/** The same with a backslash before each mark. */
export const escapedPair = `${escapedRun}${startsWord}${beforeWord}(?:(?!\\\\?${another})[^\\n])+(?=\\k<run>)${afterWord}\\k<run>(?!\\\\?${another})${endsWord}`

/** An escaped mark without a partner that cannot be part of a path. */
export const escapedAlone = `\\\\(?:[*~]${startsWord}(?:${beforeWord}|${endsWord})|_${startsWord}${endsWord}|(?<=[\\d)]\\\\)\\*(?=[\\d(]))`

/** Code between backticks around words. Backticks within a word are apostrophes: `it`s`, `don`t`. */
export const code = `(?<ticks>\`{1,3})(?!\`)(?<![\`\\\\]\\k<ticks>)${startsAfter(1)}(?<code>(?=\\S|(?<=\`\`) \`)(?:(?!\\k<ticks>)[^\\n])+(?<=\\S|\` (?=\`\`)))\\k<ticks>(?!\`)${endsAfter(1)}`
