import { later } from './later.ts'

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
const marks = '[*_~!\\\\`]'

/** Behind marks: with them a word starts, as at the text's start and behind white space, brackets and quotes. */
export function startsWord(least = 2): string {
  return `(?<=(?<![^\\s${opening}${emoji}${unseen}])${marks}{0,8}|[${unspaced}]${marks}{${least},8}|[\\p{L}\\p{N}]${marks}{${least},8}(?=[${unspaced}]))`
}

/** Before marks: with them a word ends. Not in `__init__.py`, where a letter follows the punctuation. */
export function endsWord(least = 2): string {
  return `(?=${marks}{0,8}(?:[${wide}]|(?![^\\s${closing}${emoji}${unseen}])(?![${closing}]+[\\p{L}\\p{N}+#@/\\\\=&-]))|(?<=${marks}{${least}})[${unspaced}]|(?<=[${unspaced}]${marks}{${least},8})[\\p{L}\\p{N}])`
}

/** What stands directly inside: a letter, digit, sign or emoji, or the brackets and quotes around one. */
const beforeWord = `(?=(?:[${opening}${unseen}]|«\\s)*[${inWord}])`

/** The same at the end, where a sentence may end too: `**Total:**`. */
const afterWord = `(?<=[${inWord}%‰\\p{Term}…][${unseen}]*|[^\\s${opening}][\\p{Pe}\\p{QMark}]+[${unseen}]*|\\S\\s»)`

/** Which marks go in pairs, and how often each stands at most: more are text (`****4242`, `~~~`, `Hey!!`). */
const pairs = later(() => [
  pair('\\*', 3), // bold and italic in Markdown, bold at the Agent Desk
  pair('_', 3), // italic and bold
  pair('~', 2), // strike
  pair('!', 1), // the Agent Desk's highlight
])

/** The same as editors escape them, so that they are shown; code with them. */
const escapedPairs = later(() => [
  pair('\\*', 3, '\\\\'),
  pair('_', 3, '\\\\'),
  pair('~', 2, '\\\\'),
  pair('!', 1, '\\\\'),
  pair('`', 3, '\\\\'),
])

/** Escaped marks of no pair that can be no part of a path: `5 \* 3`, `\*without VAT`, `5\*3`. */
const aloneEscaped = later(
  () =>
    new RegExp(
      `\\\\(?:[*~]${startsWord()}(?:${beforeWord}|${endsWord()})|_${startsWord()}${endsWord()}|(?<=[\\d)]\\\\)\\*(?=[\\d(]))`,
      'gu',
    ),
)

/** Names that languages write with `__`, and a face. */
const looksLikePair =
  /^(?:__(?:init|main|name|file|all|dict|doc|class|str|repr|call|len|new|del|enter|exit|iter|next|version|proto|dirname|filename|typename|FILE|LINE|DIR|func)__|\*[oOwW]\*)$/

/** Runs of equal marks around words in one line. Within, the mark stands at most inside a word or between spaces. */
function pair(mark: string, most: number, before = ''): RegExp {
  const text = `(?<=[\\p{L}\\p{N}])${mark}+(?=[\\p{L}\\p{N}])|(?<=\\s)${mark}+(?=\\s)|(?<=[/^])${mark}+(?=[./^])${before ? '' : `|(?<=[^\\\\]\\\\)${mark}`}`
  const inside = `[^${mark}\\n]*(?:(?:${text})[^${mark}\\n]*)*?`
  return new RegExp(
    `((?:${before}${mark}){1,${most}})(?!${before}${mark})(?<![${mark}\\\\]\\1)${startsWord()}${beforeWord}(${inside})(?=\\1)${afterWord}\\1(?!${mark})${endsWord()}`,
    'gu',
  )
}

/** Pairs in one another are taken out one after the other; nobody writes more of them. */
const deepest = 8

/** Takes out the marks of pairs, then the backslashes of escaped ones. */
export function renderMarks(text: string): string {
  let [shown, before] = [text, '']
  for (let depth = 0; depth < deepest && shown !== before; depth += 1) {
    before = shown
    for (const each of pairs()) shown = shown.replace(each, renderPair)
  }
  if (!shown.includes('\\')) return shown
  for (const each of escapedPairs())
    shown = shown.replace(each, (whole) => whole.replaceAll(/\\([*_~!`])/g, '$1'))
  return shown.replaceAll(aloneEscaped(), (whole) => whole.slice(1))
}

function renderPair(whole: string, run: string, inside: string): string {
  const says = run.length === 2 ? /[\p{L}\p{N}\uffff]/u : /[\p{L}\uffff]/u
  const isName = inside.includes(run.charAt(0)) && !/\s/.test(inside)
  return says.test(inside) && !isName && !looksLikePair.test(whole) ? inside : whole
}
