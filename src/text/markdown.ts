import { Lexer, type Token } from 'marked'
import { linesOfCode } from './fences.ts'
import { InlineHooks, InlineTokenizer, touchesWord } from './inline-marks.ts'

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
  if (!mayHoldMarks(text)) return text
  const marks = text.match(mark)?.length ?? 0
  if (marks <= mostMarks) return render(lex(text))
  return text.includes('\n') ? text.split('\n').map(toPlainBlock).join('\n') : text
}

const mark = /[*_~`\\<[!]/g

/**
 * A block with more marks than this is rendered line by line, a line with more stays as it is: no person
 * writes so many, and the time that marked takes grows with their square.
 */
const mostMarks = 400

function lex(text: string): Token[] {
  const options = { gfm: true, tokenizer: new InlineTokenizer(), hooks: new InlineHooks() }
  return new Lexer(options).inlineTokens(text)
}

function render(tokens: readonly Token[]): string {
  return tokens
    .map((token, index) => {
      if (token.type !== 'codespan') return renderToken(token)
      const before = tokens[index - 1]?.raw ?? ''
      return renderCode(token.raw, before, tokens[index + 1]?.raw ?? '')
    })
    .join('')
}

function renderToken(token: Token): string {
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
      return render(token.tokens ?? [])
    case 'link':
      return renderLink(token, render(token.tokens ?? []))
    case 'image':
      return renderLink(token, token.text)
    case 'escape':
      return escapedMark.test(token.raw) ? token.raw.slice(1) : token.raw
    default:
      return token.raw
  }
}

/** Only marks that would be rendered need a backslash; any other is one that was meant (`C:\.ssh`, `\(x\)`). */
const escapedMark = /^\\[*_~`[\]]$/

/** Keeps line breaks. Backticks within a word are apostrophes (`it`s, don`t`), and empty code shows nothing. */
function renderCode(raw: string, before: string, after: string): string {
  if (touchesWord(before, after)) return raw
  const code = raw.replace(/^`+|`+$/g, '')
  if (code.trim() === '') return raw
  return /^ .* $/s.test(code) ? code.slice(1, -1) : code
}

function renderLink({ raw, href, autolink }: AnyLink, label: string): string {
  if (autolink === true) return isBracketed.test(raw) ? raw.slice(1, -1) : raw
  if (href === undefined || !looksLikeAddress.test(href)) return raw
  if (label.trim() === '') return href
  if (addressOf(label) !== addressOf(href)) return `${label} (${href})`
  return /^(?:mailto|tel):/i.test(href) ? label : href
}

/** A link or an image of marked's tokens. */
type AnyLink = { raw: string; href?: string; autolink?: boolean }

/** `<https://…>` and `<name@host>`; anything else in angle brackets is text. */
const isBracketed = /^<(?:https?:|mailto:|tel:|[^:\s]+@)/i

/** A word in round brackets after one in square brackets, as in `list[0](x)`, is no link. */
const looksLikeAddress = /[.:/]/

/** What makes two ways to write an address the same one. */
function addressOf(text: string): string {
  return text
    .trim()
    .replace(/^(?:https?:\/\/|mailto:|tel:)/i, '')
    .replace(/\/$/, '')
}
