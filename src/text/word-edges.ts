/**
 * Where words start and end beside marks, as sources of expressions without width: `startsWord` is tested behind or
 * before an opening mark, `endsWord` behind a closing one, the other two directly inside.
 */

/** Stands for what holds no marks, such as code. Unicode has no such character. */
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
const mark = '[*_~!\\\\`]'

/** Before `least` marks or more a word that is written without spaces may stand. */
function startsAfter(least: number): string {
  return `(?<=(?<![^\\s${opening}${emoji}${unseen}])${mark}{0,8}|[${unspaced}]${mark}{${least},8}|[\\p{L}\\p{N}]${mark}{${least},8}(?=[${unspaced}]))`
}

/** A letter after the punctuation makes it a part of the word: `__init__.py`. */
function endsAfter(least: number): string {
  return `(?=${mark}{0,8}(?:[${wide}]|(?![^\\s${closing}${emoji}${unseen}])(?![${closing}]+[\\p{L}\\p{N}+#@/\\\\=&-]))|(?<=${mark}{${least}})[${unspaced}]|(?<=[${unspaced}]${mark}{${least},8})[\\p{L}\\p{N}])`
}

/** Behind marks: the text's start, white space, brackets or quotes stand before them. */
export const startsWord = startsAfter(2)
/** Before marks: the text's end, white space, punctuation, brackets or quotes stand behind them. */
export const endsWord = endsAfter(2)
/** As `startsWord`, for backticks: beside words without spaces one will do. */
export const startsCode = startsAfter(1)
/** As `endsWord`, for backticks. */
export const endsCode = endsAfter(1)
/** Directly inside: a letter, digit, sign or emoji, or the brackets and quotes around one. */
export const beforeWord = `(?=(?:[${opening}${unseen}]|«\\s)*[${inWord}])`
/** The same at the end, where a sentence may end too: `**Total:**`. */
export const afterWord = `(?<=[${inWord}%‰\\p{Term}…][${unseen}]*|[^\\s${opening}][\\p{Pe}\\p{QMark}]+[${unseen}]*|\\S\\s»)`
