import { later } from '../schema/later.ts'
import { linkEnders, withoutTrailing } from './links.ts'
import { code, escapedAlone, escapedPair, pair, shield } from './marks.ts'

/**
 * Removes Markdown marks from what agents, bots and editors write, for a channel that shows marks as typed. It removes
 * a mark only if it cannot be text, so what a person meant as text stays unchanged. It applies one rule after the
 * other, in time linear to the length of the text. A text without marks is returned unchanged.
 *
 * @param written any text
 */
export function toPlainText(written: string): string {
  if (!mayHoldMarks.test(written)) return written
  const kept: string[] = []
  const pieces = {
    keep: (piece: string) => `${shield}${kept.push(piece) - 1}${shield}`,
    read: (text: string): string =>
      text.replace(/\uffff(\d+)\uffff/g, (_, index) => pieces.read(kept[Number(index)] ?? '')),
  }
  return pieces.read(rules.reduce((text, rule) => follow(rule, text, pieces), written))
}

/** Two equal marks, or one of the signs that count alone. `Thanks!` has neither, so no rule runs. */
const mayHoldMarks = /[\\[]|^ {0,3}##|<http|([*_~`!])[\s\S]*?\1/im

/**
 * Pieces that later rules must not see: `keep` returns a placeholder for one, `read` puts the pieces back into a text.
 */
type Pieces = { keep: (piece: string) => string; read: (text: string) => string }
/** A match: the groups of the expression, the whole match, and up to eight characters before it. */
type Found = Readonly<Record<string, string | undefined>> & { whole: string; before: string }
/** What to match, in texts that hold `sign`, and how to replace it. */
type Rule = {
  sign: string
  what: () => RegExp
  by: (found: Found, pieces: Pieces) => string
  /** How often the rule runs: nested pairs are removed from the inside out, and nobody nests deeper than this. */
  times?: number
}

function follow({ sign, what, by, times = 1 }: Rule, text: string, pieces: Pieces): string {
  if (times === 0 || !text.includes(sign)) return text
  let [shown, done] = ['', 0]
  for (const { 0: whole, index, groups } of text.matchAll(what())) {
    const before = text.slice(Math.max(0, index - 8), index)
    shown += text.slice(done, index) + by({ ...groups, whole, before }, pieces)
    done = index + whole.length
  }
  shown += text.slice(done)
  return shown === text ? text : follow({ sign, what, by, times: times - 1 }, shown, pieces)
}

/** An address in brackets, followed by a title, as Markdown allows; and a number with spaces. */
const href = '(?:\\\\.|[^\\s()\\\\]|\\((?:[^\\s()]|\\([^\\s()]*\\))*\\))*'
const title = `(?:[ \\t]+(?:"[^"\\n]*"|'[^'\\n]*'))?`
const target = `\\]\\((?:<(?<bracketed>[^<>\\n]*)>|(?<bare>tel:[^()\\n]+|${href}))${title}\\)`
/** What may stand before the brackets: the mark of a picture, unless it follows a word or is escaped: `Hi![a](b)`. */
const opener = '(?:\\\\(?<escaped>!)|(?<![\\p{L}\\p{N}\\\\])!|(?<!\\\\))'
const label = '\\[(?<label>(?:\\\\.|[^\\[\\]\\n\\\\]|\\[[^\\[\\]\\n\\\\]*\\](?!\\())*)'
const address = `(?:https?://|www\\.)(?:(?!${linkEnders.source})[^\\s\\uffff])+`
/** An address that goes on behind a bracket: https://example.com/a[b](c). Punctuation before one ends it. */
const begun = address.replace('(?!', "(?!['),.:;|\\]]\\[|")

const rules: readonly Rule[] = [
  // Keeps the placeholder's own sign when somebody writes it.
  { sign: shield, what: () => /\uffff/g, by: ({ whole }, { keep }) => keep(whole) },
  // Code loses its fences: ```js. A fence that is never closed, is empty or has words after it may not be code, so it
  // stays. A line of five or more tildes divides a text.
  {
    sign: '',
    what: () =>
      /^[ \t]*(?<fence>(?<sign>[`~])\k<sign>{2,})(?!\k<sign>)(?<!~{5})(?<behind>[^`~\n]*)$(?:(?<code>[\s\S]*?)\n[ \t]*\k<fence>\k<sign>*[ \t\r]*$|[\s\S]*)/gm,
    by: ({ whole, behind = '', code = '' }, { keep }) =>
      keep(/^[\w+#.-]*$/.test(behind.trim()) && code.trim() !== '' ? code.slice(1) : whole),
  },
  // ## to ###### before a heading go. A single # stays: # 4711 has shipped.
  {
    sign: '##',
    what: () => /(?<=^ {0,3})#{2,6}[ \t]+(?=\S)/gm,
    by: () => '',
  },
  // Editors escape what would begin a list, a heading or a quote: \-, \+, \#, \>, 1\.
  {
    sign: '\\',
    what: () =>
      /^[ \t]*(?:(?:\\?[-*+>]|\d{1,9}\\?[.)])[ \t]+)*(?:\\[-+#>]|\d{1,9}\\[.)](?=\s|$))/gm,
    by: ({ whole }) => whole.replaceAll('\\', ''),
  },
  // Editors break a line with a backslash. In a line with a path, it may be the end of the path: D:\data\.
  {
    sign: '\\',
    what: () => /\\(?=\r?\n)(?<!(?:\\[\p{L}\p{N}\\]|\b[a-z]:\\)[^\n]*)/giu,
    by: () => '',
  },
  // Code loses its backticks: `npm ci`. What holds no letter or digit, such as a mark, keeps them: `*`.
  { sign: '`', what: later(() => new RegExp(code, 'gu')), by: showCode },
  // Editors escape what would be a link: \[label\](https://example.com).
  {
    sign: '](',
    what: () => /\\(?<start>\[[^[\]\n\\]*)\\?(?<end>\]\([^\s()]*\))/g,
    by: ({ start = '', end = '' }, { keep }) => keep(start + end),
  },
  // Links and pictures, also pictures within links, lose their brackets: [Help](https://example.com), ![A
  // cat](/cat.png).
  {
    sign: '](',
    what: later(() => new RegExp(`${begun}|${opener}${label}${target}`, 'giu')),
    by: showLink,
    times: 2,
  },
  // Addresses keep their marks: https://example.com/_a_. Angle brackets around one go: <https://example.com>, but not
  // Slack's <https://example.com|label>.
  {
    sign: '',
    what: later(() => new RegExp(`<(?<only>https?://[^\\s<>|]+)>|${address}`, 'giu')),
    by: showAddress,
  },
  // Bold, italic, strike, highlight around words: *on its way*, **Total:**, ~old~, !closed!. Not 5*3*2, c***l, *#06#.
  { sign: '', what: later(() => new RegExp(pair, 'gu')), by: showPair, times: 8 },
  // Escaped marks lose their backslashes: \*not bold\*, 5 \* 3, \*without VAT. Paths stay: C:\x\_y.
  {
    sign: '\\',
    what: later(() => new RegExp(`${escapedPair}|${escapedAlone}`, 'gu')),
    by: ({ whole }) => whole.replace(/\\(?=[*_~!`])/g, ''),
  },
]

function showCode({ whole, code = '' }: Found, { keep }: Pieces): string {
  return keep(/[\p{L}\p{N}]/u.test(code) ? code.replace(/^ (.*) $/, '$1') : whole)
}

/** The label and the address, or one of them if both are the same. */
function showLink(found: Found, { keep, read }: Pieces): string {
  const { whole, before, escaped = '', label, bracketed, bare = '' } = found
  if (label === undefined) return whole
  const href = (bracketed ?? bare).replace(/\\([()*_~])/g, '$1')
  if (!leads(href, before)) return whole
  const words = escaped + label.replace(/\\([[\]])/g, '$1')
  const isBlank = words.trim() === ''
  if (!isBlank && essence(read(words)) !== essence(href)) return `${words} ${keep(`(${href})`)}`
  return !isBlank && /^(?:mailto|tel):/i.test(href) ? words : keep(href)
}

/** Whether a target is an address. Without a scheme `list[0](x.size)` looks like one. */
function leads(href: string, before: string): boolean {
  if (/^(?:[a-z][a-z\d+.-]+:|\/\/|www\.)\S/i.test(href)) return true
  if (/[\p{L}\p{N})\]]$/u.test(before)) return false
  return /^(?:\.{0,2}\/|[^\s/?#:@]+\.\p{L}{2,}(?:[/?#:]|$)|[^\s@]+@[^\s@]+\.\p{L}+$)/u.test(href)
}

/** An address in a form for comparison: without case, scheme, spaces, brackets, dashes, dots, a mail's subject. */
function essence(text: string): string {
  return text
    .replace(/^[\s*_~`]+|[\s*_~`]+$/g, '')
    .toLowerCase()
    .replace(/^(?:https?:\/\/|mailto:|tel:)|(?<=^mailto:[^?]*)\?.*/g, '')
    .replace(/[\s()[\]<>{}\p{Pd}.+]+|%20|\/$/gu, '')
}

/**
 * Keeps an address without trailing punctuation, which belongs to the sentence, and without marks that also stand
 * before it.
 */
function showAddress({ whole, before, only }: Found, { keep }: Pieces): string {
  if (only !== undefined) return keep(only)
  const bare = withoutTrailing('*_~!?.,:;\'")]’', whole).length
  const around = /[*_~!]*$/.exec(before)?.[0] ?? ''
  const marks = [...around].reverse().join('')
  // A script without spaces may follow double marks.
  const closing = around.length > 1 ? whole.lastIndexOf(marks) : whole.indexOf(marks, bare)
  const end = closing === -1 ? bare : closing
  return keep(whole.slice(0, end)) + whole.slice(end)
}

/** Names with `__` from programming languages, and a face. */
const looksLikePair =
  /^(?:__(?:init|main|name|file|all|dict|doc|class|str|repr|call|len|new|del|enter|exit|iter|next|version|proto|dirname|filename|typename|FILE|LINE|DIR|func)__|\*[oOwW]\*)$/

/**
 * Removes the marks of a pair if it holds a letter, or a digit between double marks. A name in code stays: `_a_name_`.
 */
function showPair({ whole, run = '', mark = '', inside = '' }: Found): string {
  const says = run.length === 2 ? /[\p{L}\p{N}\uffff]/u : /[\p{L}\uffff]/u
  const isName = inside.includes(mark) && !/\s/.test(inside)
  return says.test(inside) && !isName && !looksLikePair.test(whole) ? inside : whole
}
