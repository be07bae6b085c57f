import { PayloadError } from '../errors.ts'
import { parseJson } from '../webhook/parse-json.ts'
import { explain, severalOf, unreadable } from './explain.ts'
import type { ExplainOptions, Explanation, Problem } from './explanation.ts'
import { jsonProblem, longestText, tooLong } from './json-problem.ts'
import { positionsIn } from './positions.ts'

/**
 * Like {@link explain}, for a text: JSON, or a log of JSON lines with one webhook body or CIM message in each. Long
 * whole numbers keep their digits, and problems name line and column.
 *
 * @param text the text of a file, a request's body or a log
 */
export function explainText(text: string, options: ExplainOptions = {}): Explanation {
  // Plain JavaScript may pass the bytes of a file.
  if (typeof text !== 'string') return unreadable(noText.what, [noText])
  if (text.length > longestText) return unreadable(tooLong().what, [tooLong()])
  // A byte order mark, which editors on Windows write, is not JSON. A space keeps the columns.
  const json = text.replace(/^\ufeff/, ' ')
  const parsed = parsedOf(json)
  if (parsed !== undefined) return withLines(explain(parsed.value, options), json)
  return isLog(json) ? explainLog(json, options) : notJson(json)
}

const noText: Problem = {
  path: '',
  what: 'This is not a text.',
  right: 'Take the text of a file: its bytes as UTF-8.',
}

/** Whether a text is a log: its first line that is not blank is whole JSON, and more follows. */
export function isLog(text: string): boolean {
  const [first, second] = linesOf(text)
  return (
    first !== undefined &&
    second !== undefined &&
    /^[[{]/.test(first.text) &&
    parsedOf(first.text) !== undefined
  )
}

/** One line of a log; undefined for a blank one. */
export function explainLine(text: string, line: number, options: ExplainOptions = {}) {
  if (text.trim() === '') return undefined
  const parsed = parsedOf(text)
  const explanation =
    parsed === undefined ? notJson(text) : withLines(explain(parsed.value, options), text)
  return { path: '', line, explanation: shifted(explanation, line) }
}

function explainLog(text: string, options: ExplainOptions): Explanation {
  const parts = linesOf(text).flatMap((line) => explainLine(line.text, line.line, options) ?? [])
  return severalOf(parts)
}

function linesOf(text: string) {
  return text
    .split('\n')
    .map((line, index) => ({ text: line.trim(), line: index + 1 }))
    .filter((line) => line.text !== '')
}

function notJson(text: string): Explanation {
  const problem = jsonProblem(text)
  return unreadable(problem.what, [problem])
}

/** Wraps the value in an object, because `null` is JSON too. */
function parsedOf(text: string): { value: unknown } | undefined {
  try {
    return { value: parseJson(text) }
  } catch (error) {
    if (error instanceof PayloadError) return undefined
    throw error
  }
}

/** Adds the line and column of each problem, if they are known. */
function withLines(explanation: Explanation, text: string): Explanation {
  let find: ReturnType<typeof positionsIn> | undefined
  return mapProblems(explanation, (problem) => {
    // Parsed once, and only if there is a problem.
    find ??= positionsIn(text)
    const place = find(problem.path)
    return place === undefined ? problem : { ...problem, line: place.line, column: place.column }
  })
}

function shifted(explanation: Explanation, line: number): Explanation {
  return mapProblems(explanation, (problem) => ({
    ...problem,
    line: (problem.line ?? 1) + line - 1,
  }))
}

function mapProblems(explanation: Explanation, change: (problem: Problem) => Problem): Explanation {
  const problems = explanation.problems.map(change)
  if (explanation.kind !== 'several') return { ...explanation, problems }
  const parts = explanation.parts.map((part) => ({
    ...part,
    explanation: mapProblems(part.explanation, change),
  }))
  return { ...explanation, parts, problems }
}
