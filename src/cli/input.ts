import type { Readable } from 'node:stream'
import { isLog, longestText } from '../explain/index.ts'

/** What was read: one text, one line of a log, or more than is read at once. */
export type Input =
  | { is: 'text'; text: string }
  | { is: 'line'; text: string; line: number }
  /** `line` of a log that goes on, or the whole. */
  | { is: 'too-long'; line: number | undefined }

/**
 * Reads a text, or a log line by line: as much of a log as there is, in the memory that one line takes.
 *
 * @param stream bytes of UTF-8, with or without a byte order mark
 */
export async function* inputsOf(stream: Readable): AsyncGenerator<Input> {
  const decoder = new TextDecoder()
  let text = ''
  /** The number of the first line of `text`, once it is known to be a log. */
  let line: number | undefined
  let isWhole = false
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true })
    if (line === undefined && !isWhole) {
      if (isLog(headOf(text))) line = 1
      else isWhole = isDecided(text)
    }
    if (line !== undefined) {
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      for (const whole of lines) yield { is: 'line', text: whole, line: line++ }
    }
    if (text.length > longestText) {
      yield { is: 'too-long', line }
      return
    }
  }
  text += decoder.decode()
  if (line !== undefined) yield { is: 'line', text, line }
  else yield { is: 'text', text }
}

/** The first line that is not blank, and what follows it if it is not the last. */
function headOf(text: string): string {
  return /^\s*\S[^\n]*\n\s*\S/.exec(text)?.[0] ?? ''
}

/** Whether the first two lines have arrived: they show whether it is a log. */
function isDecided(text: string): boolean {
  return headOf(text) !== ''
}
