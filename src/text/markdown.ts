import { linesOfCode } from './fences.ts'
import { renderInline } from './inline.ts'

/**
 * Renders Markdown's inline marks to plain text, for channels that show them as they are typed: bold,
 * italic, `~~struck~~`, code (also fenced: code is what stands between the fences), links and images as
 * `text (url)`, escaped marks. Everything else stays to the letter: what only looks like a mark
 * (`5*3*2`, `snake_case`, `^_^`), HTML, entities, headings, list markers, quotes, tables, white space
 * and line breaks. A text without marks is given back as it is.
 *
 * @param markdown any text
 * @see https://spec.commonmark.org/0.31.2/#inlines
 */
export function toPlainText(markdown: string): string {
  if (!mayHoldMarks(markdown)) return markdown
  return linesOfCode(markdown)
    .map(({ text, code }) => (code ? text : toPlainProse(text)))
    .join('\n')
}

/** Whether there is a pair of marks, a link's `](`, an address in angle brackets or an escaped mark. */
function mayHoldMarks(text: string): boolean {
  if (!/[*_~`\\<[]/.test(text)) return false
  return /([*_`]|~~)[\s\S]*\1|\]\(|<[^\s<>]+[:@]|\\[*_~`[\]]/.test(text)
}

/** Where a mark cannot reach across: before an empty line, a list item, a quote, a heading. */
const blockStart = /(\n(?=[ \t]*(?:\r?\n|[-*+][ \t]|\d{1,9}[.)][ \t]|>|#{1,6}[ \t])))/

function toPlainProse(text: string): string {
  return text.split(blockStart).map(toPlainBlock).join('')
}

function toPlainBlock(text: string): string {
  return mayHoldMarks(text) ? renderInline(text) : text
}
