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
  const longest = longestClosings(lines)
  const found: Lines[] = []
  let done = 0
  for (let index = 0; index < lines.length; index += 1) {
    const fence = opening.exec(lines[index] ?? '')?.[1]
    if (fence === undefined) continue
    const end = closingLine(lines, index + 1, fence, longest)
    if (end === -1) continue
    const code = lines.slice(index + 1, end).join('\n')
    if (code.trim() === '') continue
    if (index > done) found.push({ text: lines.slice(done, index).join('\n'), code: false })
    found.push({ text: code, code: true })
    index = end
    done = end + 1
  }
  if (done < lines.length) found.push({ text: lines.slice(done).join('\n'), code: false })
  return found
}

/** Three or more, then at most the name of a language. What has other words behind it is text. */
const opening = /^[ \t]*(`{3,}(?!`)|~{3,}(?!~))[ \t]*(?:[A-Za-z0-9_+#.-]+[ \t]*)?\r?$/

/** For each line and mark, how long the longest fence is that closes there or further down. */
type Longest = Readonly<Record<string, readonly number[]>>

function longestClosings(lines: readonly string[]): Longest {
  return { '`': longestOf(lines, /^\s*(`{3,})\s*$/), '~': longestOf(lines, /^\s*(~{3,})\s*$/) }
}

function longestOf(lines: readonly string[], closing: RegExp): number[] {
  let longest = 0
  return lines
    .toReversed()
    .map((line) => {
      longest = Math.max(longest, closing.exec(line)?.[1]?.length ?? 0)
      return longest
    })
    .reverse()
}

function closingLine(
  lines: readonly string[],
  from: number,
  fence: string,
  longest: Longest,
): number {
  const mark = fence.charAt(0)
  if ((longest[mark]?.[from] ?? 0) < fence.length) return -1
  for (let index = from; index < lines.length; index += 1) {
    if (closes(lines[index] ?? '', fence)) return index
  }
  return -1
}

function closes(line: string, fence: string): boolean {
  const marks = line.trim()
  return marks.startsWith(fence) && marks === fence.charAt(0).repeat(marks.length)
}
