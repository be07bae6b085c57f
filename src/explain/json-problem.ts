import { parse } from '@humanwhocodes/momoa'
import { limits } from '../messenger/limits.ts'
import type { Problem } from './explanation.ts'

/** The longest text that is read: the largest webhook body, with room for indentation. */
export const longestText = 8 * limits.webhookBytes.max

/** Why a text is not JSON, where, and what would be right. It quotes at most one character of the text. */
export function jsonProblem(text: string): Problem {
  if (text.trim() === '')
    return problem('There is nothing here.', 'Paste a webhook body or a CIM message.')
  if (isBinary(text)) {
    return problem(
      'These are the bytes of a file, not a text.',
      'A webhook body and a CIM message are JSON.',
    )
  }
  const place = isCutOff(text) ? endOf(text) : breakOf(text)
  return { ...problem(...wordsFor(text, place.offset)), line: place.line, column: place.column }
}

/** Why a text of more than {@link longestText} UTF-16 units is not read. */
export function tooLong(): Problem {
  const [most, usual] = [longestText, limits.webhookBytes.max].map((units) =>
    Math.floor(units / 1e6),
  )
  return problem(
    `This has more than ${most} million characters, and a webhook body about ${usual} million at most.`,
    'Take one body, or a log with one body in each line.',
  )
}

function problem(what: string, right: string): Problem {
  return { path: '', what, right }
}

/** Whether a text is the bytes of a file: it holds NUL, or many bytes that are not UTF-8. */
function isBinary(text: string): boolean {
  const head = text.slice(0, 4096)
  return head.includes('\0') || (head.match(/\ufffd/g)?.length ?? 0) > head.length / 20
}

type Break = { offset: number; line: number; column: number }

/** The place where the text stops being JSON. */
function breakOf(text: string): Break {
  try {
    parse(text, { mode: 'json' })
  } catch (error) {
    if (isLocated(error)) return { offset: error.offset, line: error.line, column: error.column }
  }
  return endOf(text)
}

function endOf(text: string): Break {
  const lines = text.split('\n')
  return { offset: text.length, line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}

/** Whether the text is only the beginning of JSON: it becomes JSON when everything open at its end is closed. */
function isCutOff(text: string): boolean {
  const { closing, isInString } = openIn(text)
  if (closing === '') return false
  // Leaves out a word, number or escape that was cut. None is long, so looking at the last characters is enough.
  const partial = isInString ? /\\u?[\da-f]{0,3}$/i : /[\w.+-]*\s*$/
  const end = text.slice(0, -64) + text.slice(-64).replace(partial, '')
  const ends = isInString ? ['"', '":0'] : ['', '0', ':0']
  const bare = end.replace(/,\s*$/, '')
  return [end, bare].some((start) => ends.some((more) => isJson(start + more + closing)))
}

/** The brackets that close everything open at the end of a text. */
function openIn(text: string): { closing: string; isInString: boolean } {
  const open: string[] = []
  let isInString = false
  for (const [token] of text.matchAll(/\\.|["{}[\]]/gs)) {
    if (token === '"') isInString = !isInString
    else if (isInString) continue
    else if (token === '{') open.push('}')
    else if (token === '[') open.push(']')
    else open.pop()
  }
  return { closing: open.toReversed().join(''), isInString }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function isLocated(error: unknown): error is Break {
  return error instanceof Error && 'offset' in error && 'line' in error && 'column' in error
}

/** What is wrong at a place of the text, and what would be right. */
function wordsFor(text: string, offset: number): [what: string, right: string] {
  const [character = ''] = text.slice(offset)
  const before = text.slice(0, offset).trimEnd()
  if (character === '' || text.slice(offset).trim() === '') {
    return ['The JSON ends in the middle.', 'Copy the whole body, to its last closing brace.']
  }
  if (/^[<]/.test(text.trimStart()))
    return ['This is HTML or XML, not JSON.', 'Copy the body of the request itself.']
  if (/['\u2018-\u201f]/.test(character)) {
    return ['A text has other quotes than JSON allows.', 'JSON has straight double quotes: "text".']
  }
  if (/[}\]]/.test(character) && before.endsWith(',')) {
    return ['A comma stands after the last element.', 'Take the comma away.']
  }
  if (character === '/' || character === '#')
    return ['Here begins a comment.', 'JSON has none. Take it away.']
  if (/[A-Za-z_$]/.test(character)) {
    return [
      'A word stands here without quotes.',
      'Keys and texts stand in double quotes; true, false and null in lower case.',
    ]
  }
  if (/["{[\d-]/.test(character) && !/[[{,:]$/.test(before)) {
    return before === ''
      ? ['The JSON does not begin as it should.', 'A body begins with a brace.']
      : [
          'Something is missing before this place.',
          'A comma stands between two elements, a colon after a key.',
        ]
  }
  if (character === '.' || character === '\u2026') {
    return ['Dots stand for something that was left out.', 'Copy the whole body.']
  }
  return [`“${character}” cannot stand here.`, 'From here on, this is not JSON.']
}
