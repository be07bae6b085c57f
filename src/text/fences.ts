/** Lines of a text, joined by line breaks: those between fences, which are code, or those outside. */
export type Lines = { text: string; code: boolean }

/**
 * Takes fenced code out of a text; the fences themselves go, with the name of the language. A fence that
 * is never closed is text, and so is one around nothing.
 *
 * @see https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 */
export function linesOfCode(text: string): Lines[] {
  const lines = text.split('\n')
  const found: Lines[] = []
  const unclosed = new Set<string>()
  let done = 0
  for (let index = 0; index < lines.length; index += 1) {
    const fence = opening.exec(lines[index] ?? '')?.[1]
    if (fence === undefined || unclosed.has(fence)) continue
    const end = closingLine(lines, index + 1, fence)
    const code = lines.slice(index + 1, end).join('\n')
    if (end === -1) unclosed.add(fence)
    if (end === -1 || code.trim() === '') continue
    if (index > done) found.push({ text: lines.slice(done, index).join('\n'), code: false })
    found.push({ text: code, code: true })
    index = end
    done = end + 1
  }
  if (done < lines.length) found.push({ text: lines.slice(done).join('\n'), code: false })
  return found
}

/** Three or more, then at most one word: the language. What has more words behind it is text. */
const opening = /^[ \t]*(`{3,}|~{3,})[ \t]*[^\s`]*\s*$/

function closingLine(lines: readonly string[], from: number, fence: string): number {
  for (let index = from; index < lines.length; index += 1) {
    if (closes(lines[index] ?? '', fence)) return index
  }
  return -1
}

function closes(line: string, fence: string): boolean {
  const marks = line.trim()
  return marks.startsWith(fence) && marks === fence.charAt(0).repeat(marks.length)
}
