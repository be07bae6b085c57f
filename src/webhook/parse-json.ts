import { PayloadError } from '../errors.ts'

/**
 * Parses JSON like `JSON.parse`, but turns whole numbers that a double cannot hold exactly (beyond 2^53) into strings
 * with all their digits. Some of Meta's ids are numbers of that size. Digits within strings, fractions and numbers with
 * an exponent stay as they are.
 *
 * @param text the text of a webhook body
 * @throws {PayloadError} when it is not JSON; the error does not quote the text
 */
export function parseJson(text: string): unknown {
  const value = parse(text)
  return mayHoldLong(text) ? parse(quoteLong(text)) : value
}

/** Whether sixteen digits or more stand where JSON allows a number. Ids in quotes do not match. */
function mayHoldLong(text: string): boolean {
  return /[-[:,\s]\d{16}/.test(text) || /^\d{16}/.test(text)
}

/**
 * Puts long whole numbers outside strings in quotes. The text must be valid JSON. It skips strings one by one, because
 * a regular expression that matches whole strings overflows the engine's stack on long ones.
 */
function quoteLong(text: string): string {
  let quoted = ''
  for (let at = 0; at < text.length; ) {
    const start = text.indexOf('"', at)
    const between = text.slice(at, start === -1 ? text.length : start)
    at = start === -1 ? text.length : endOfString(text, start)
    quoted += between.replace(longNumber, keepDigits) + (start === -1 ? '' : text.slice(start, at))
  }
  return quoted
}

/** A whole number of sixteen digits or more that is not part of a fraction or exponent. */
const longNumber = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g

function keepDigits(number: string): string {
  return Number.isSafeInteger(Number(number)) ? number : `"${number}"`
}

/** The end of the string that starts at `start`: after the next quote with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); ; quote = text.indexOf('"', quote + 1)) {
    let escapes = quote
    while (text[escapes - 1] === '\\') escapes -= 1
    if ((quote - escapes) % 2 === 0) return quote + 1
  }
}

/** Drops the engine's own error, because it quotes the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new PayloadError('webhook', [{ path: [], message: 'is not JSON' }])
  }
}
