import type { Readable } from 'node:stream'
import { isLog, longestText } from '../explain/index.ts'

/** What was read: a text, a line of a log, or notice of a text that is too long. */
export type Input =
  | { is: 'text'; text: string }
  | { is: 'line'; text: string; line: number }
  /** `line` of the log that is too long; undefined for a whole text. */
  | { is: 'too-long'; line: number | undefined }

/**
 * Reads a text, or a log of any length line by line, with the memory for one line.
 *
 * @param stream bytes of UTF-8, with or without a byte order mark, or of UTF-16 as Windows PowerShell writes it
 */
export async function* inputsOf(stream: Readable): AsyncGenerator<Input> {
  let decoder: TextDecoder | undefined
  let text = ''
  /** The number of the first line of `text`, once it is known to be a log. */
  let line: number | undefined
  let isWhole = false
  for await (const chunk of stream) {
    decoder ??= decoderFor(chunk)
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
  text += decoder?.decode() ?? ''
  if (line !== undefined) yield { is: 'line', text, line }
  else yield { is: 'text', text }
}

/** No UTF-8 begins with the byte FF; the byte order mark of UTF-16 does. */
function decoderFor([first]: Uint8Array): TextDecoder {
  return new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-8')
}

/** The first line that is not blank, with the beginning of the next one; `''` while there is none. */
function headOf(text: string): string {
  return /^\s*\S[^\n]*\n\s*\S/.exec(text)?.[0] ?? ''
}

/** Whether the first two lines have arrived, which show whether it is a log. */
function isDecided(text: string): boolean {
  return headOf(text) !== ''
}
