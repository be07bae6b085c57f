import { renderMarks } from './marks.ts'
import { shieldVerbatim } from './verbatim.ts'
import { shield } from './word-edges.ts'

/**
 * Takes the marks out of what agents, bots and editors write, for a channel that shows marks as they are
 * typed. What a person meant as text stays to the letter: a mark goes only where it can be nothing else.
 *
 * | Goes | Example | Becomes |
 * |---|---|---|
 * | bold, italic, strike, highlight around words | `*on its way*`, `**Total:**`, `~old~`, `!closed!` | on its way, Total:, old, closed |
 * | code | `` `npm ci` ``, a block between fences | npm ci |
 * | `##` to `######` before a heading | `## Your order` | Your order |
 * | `\` at the end of a line | `Click here:\` | Click here: |
 * | the escapes of editors | `1\. Open`, `5 \* 3` | 1. Open, 5 * 3 |
 * | the brackets of a link | `[Help](https://example.com)` | Help (https://example.com) |
 *
 * Takes time that grows with the length of the text. A text without marks is given back as it is.
 *
 * @param written any text
 */
export function toPlainText(written: string): string {
  if (!mayHoldMarks.test(written)) return written
  return blocksOf(written)
    .map(({ text, verbatim }) => (verbatim ? text : renderProse(text)))
    .join('\n')
}

const mayHoldMarks = /[*_~`!\\[]|^ {0,3}##|<http/im

/** Lines of a text, joined by line breaks; those of code are shown as they are. */
type Block = { text: string; verbatim: boolean }

/** What opens code, and whether there is at most the name of a language behind it. */
const opening = /^[ \t]*(`{3,}|~{3,})[ \t]*(?:([A-Za-z\d_+#.-]*)|[^`~]*?)\s*$/

/**
 * Takes code out of its fences. One that is never closed, or holds nothing, or has words behind it, may be no
 * fence: it stays, and so does what it would hold.
 */
function blocksOf(text: string): Block[] {
  const lines = text.split('\n')
  const blocks: Block[] = []
  let from = 0
  let fence: { at: number; marks: string; isSure: boolean } | undefined
  for (const [index, line] of lines.entries()) {
    if (fence === undefined) {
      const [, marks, language] = fenceable.test(line) ? (opening.exec(line) ?? []) : []
      if (marks !== undefined) fence = { at: index, marks, isSure: language !== undefined }
    } else if (closes(line.trim(), fence.marks)) {
      const code = lines.slice(fence.at + 1, index).join('\n')
      const isCode = fence.isSure && code.trim() !== ''
      const whole = lines.slice(fence.at, index + 1).join('\n')
      if (fence.at > from) push(lines.slice(from, fence.at), false)
      blocks.push({ text: isCode ? code : whole, verbatim: true })
      from = index + 1
      fence = undefined
    }
  }
  const end = fence?.at ?? lines.length
  if (end > from) push(lines.slice(from, end), false)
  if (end < lines.length) push(lines.slice(end), true)
  return blocks

  function push(some: string[], verbatim: boolean): void {
    blocks.push({ text: some.join('\n'), verbatim })
  }
}

const fenceable = /^[ \t]*[`~]{3}/

function closes(line: string, marks: string): boolean {
  return line.startsWith(marks) && line === marks.charAt(0).repeat(line.length)
}

function renderProse(text: string): string {
  const pieces: string[] = []
  const lines = lineRules.reduce((shown, { what, by }) => shown.replace(what, by), text)
  const rest = pieces.values()
  return renderMarks(shieldVerbatim(lines, pieces)).replaceAll(
    shield,
    () => rest.next().value ?? '',
  )
}

/** What goes at the start or the end of a line. */
const lineRules = [
  // A single `#` stays: `# 4711 has shipped`.
  { what: /^( {0,3})#{2,6}[ \t]+(?=\S)/gm, by: '$1' },
  // Editors escape what would begin a list, a heading or a quote: `\-`, `\+`, `\#`, `\>`, `1\.`
  { what: /^([ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+)*)\\(?=[-+#>])/gm, by: '$1' },
  { what: /^([ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+)*\d{1,9})\\(?=[.)]\s)/gm, by: '$1' },
  // Editors break a line by `\`. Where the line holds a path it may be the end of that: `D:\data\`.
  { what: /\\(?=\r?\n)(?<!(?:\\[\p{L}\p{N}\\]|\b[a-z]:\\)[^\n]*)/giu, by: '' },
]
