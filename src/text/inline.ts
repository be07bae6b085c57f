import { type Closings, codeAt, findClosings } from './code-span.ts'
import { type Delimiter, delimiterAt, findFalseMarks } from './delimiter.ts'
import { takeOutEmphasis } from './emphasis.ts'
import { linkEndAt, renderLink } from './inline-link.ts'
import { trimAddress } from './links.ts'

/** A `[` or `![`, and how much there was before it. */
type Opening = { mark: string; at: number; piece: number; delimiter: number }

/** How far a text is read: its pieces in order, and what in them may yet turn out to be a mark. */
type Reading = {
  readonly text: string
  readonly closings: Closings
  readonly falseMarks: ReadonlySet<number>
  readonly pieces: string[]
  readonly delimiters: Delimiter[]
  readonly openings: Opening[]
  /** How many of the openings hold a link already: no link stands inside another. */
  spent: number
  /** How many pieces with white space there were. */
  spaces: number
  /** Where the last address and what hangs on it end: nothing before is read as an address again. */
  addressEnd: number
}

/**
 * Writes a block of Markdown without its inline marks, in time that grows with its length. Reads from left to
 * right as CommonMark does: code and addresses first, then links, then emphasis.
 *
 * @see https://spec.commonmark.org/0.31.2/#phase-2-inline-structure
 */
export function renderInline(text: string): string {
  const reading: Reading = {
    text,
    closings: findClosings(text),
    falseMarks: findFalseMarks(text),
    pieces: [],
    delimiters: [],
    openings: [],
    spent: 0,
    spaces: 0,
    addressEnd: 0,
  }
  let at = 0
  while (at < text.length) {
    at =
      readPlain(at, reading) ??
      readVerbatim(at, reading) ??
      readOpening(at, reading) ??
      readLink(at, reading) ??
      readDelimiter(at, reading) ??
      readAs(text.charAt(at), at + 1, reading)
  }
  takeOutEmphasis(reading.delimiters, reading.pieces)
  return reading.pieces.join('')
}

/** What is no mark, up to the next character that may be one. */
const plain = /(?:(?!https?:\/\/|www\.)[^\\`<![\]*_~])+/iy
const escaped = /\\[!-/:-@[-`{-~]/y
/** Backslashes that escape nothing: `C:\*.txt`, `C:\_old`, `¯\_(ツ)_/¯`. */
const meant = /(?<=[\w:])\\\*(?=\.\w)|(?<=[¯:])\\_/y
const bracketed = /<((?:https?:|mailto:|tel:)[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>/iy
const address = /(?:https?:\/\/|www\.)(?:(?!\]\()[^\s<])+/iy

function readPlain(at: number, reading: Reading): number | undefined {
  const run = matchAt(plain, at, reading)?.[0]
  return run === undefined ? undefined : readAs(run, at + run.length, reading)
}

/** Escaped characters, code and addresses: nothing inside them is a mark. */
function readVerbatim(at: number, reading: Reading): number | undefined {
  const mark = matchAt(escaped, at, reading)?.[0]
  if (mark !== undefined) {
    // Only a mark that would be rendered needs its backslash; any other is meant (`C:\.ssh`, `\(x\)`).
    const isEscaped = /[*_~`[\]]/.test(mark) && !matchAt(meant, at, reading)
    return readAs(isEscaped ? mark.slice(1) : mark, at + mark.length, reading)
  }
  const code = codeAt(reading.text, at, reading.closings)
  if (code !== undefined) return readAs(code.text, code.end, reading)
  const [whole, inside = ''] = matchAt(bracketed, at, reading) ?? []
  if (whole !== undefined) return readAs(inside, at + whole.length, reading)
  if (at < reading.addressEnd) return undefined
  const run = matchAt(address, at, reading)?.[0] ?? ''
  reading.addressEnd = at + run.length
  // What emphasises an address trails it.
  const bare = trimAddress(run, '*_~')
  return bare === '' ? undefined : readAs(bare, at + bare.length, reading)
}

/** So many links and images in one another nobody writes, and each is looked at once more for every level. */
const deepest = 100

function readOpening(at: number, reading: Reading): number | undefined {
  const { text, pieces, openings, delimiters } = reading
  const mark = ['[', '!['].find((found) => text.startsWith(found, at))
  if (mark === undefined || openings.length === deepest) return undefined
  openings.push({ mark, at, piece: pieces.length, delimiter: delimiters.length })
  return readAs(mark, at + mark.length, reading)
}

function readLink(at: number, reading: Reading): number | undefined {
  const { text, pieces, openings, delimiters } = reading
  const opening = text.startsWith(']', at) ? openings.pop() : undefined
  if (opening === undefined) return undefined
  const isSpent = openings.length < reading.spent && opening.mark === '['
  reading.spent = Math.min(reading.spent, openings.length)
  const link = isSpent ? undefined : linkEndAt(text, at + 1)
  if (link === undefined) return undefined
  takeOutEmphasis(delimiters.splice(opening.delimiter), pieces)
  const [, ...label] = pieces.splice(opening.piece)
  if (opening.mark === '[') reading.spent = openings.length
  const shown = renderLink(label.join(''), link.href)
  return readAs(shown ?? text.slice(opening.at, link.end), link.end, reading)
}

function readDelimiter(at: number, reading: Reading): number | undefined {
  const { text, falseMarks, pieces, delimiters } = reading
  const delimiter = delimiterAt(text, at, falseMarks.has(at), {
    piece: pieces.length,
    spaces: reading.spaces,
  })
  if (delimiter === undefined) return undefined
  if (delimiter.canOpen || delimiter.canClose) delimiters.push(delimiter)
  return readAs(delimiter.mark.repeat(delimiter.count), at + delimiter.count, reading)
}

/** Takes a piece as read, and gives where the next begins. */
function readAs(piece: string, next: number, reading: Reading): number {
  reading.pieces.push(piece)
  if (/\s/.test(piece)) reading.spaces += 1
  return next
}

function matchAt(pattern: RegExp, at: number, { text }: Reading): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
