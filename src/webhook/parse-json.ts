import { PayloadError } from '../errors.ts'

/**
 * Parses JSON as `JSON.parse` does, but whole numbers that a double cannot hold exactly (beyond 2^53)
 * become strings with all their digits: some of Meta's ids are such numbers. Digits within strings,
 * fractions and numbers with an exponent are left alone.
 *
 * @param text the text of a webhook body
 * @throws {PayloadError} when it is not JSON; nothing of the text is quoted
 */
export function parseJson(text: string): unknown {
  const value = parse(text)
  return mayHoldLong(text) ? parse(quoteLong(text)) : value
}

/** Sixteen digits or more where a number may stand; an id in quotes is none. */
function mayHoldLong(text: string): boolean {
  return /[-[:,\s]\d{16}/.test(text) || /^\d{16}/.test(text)
}

/**
 * Puts long whole numbers in quotes, those outside strings alone. Only ever run over valid JSON, which is
 * taken string by string: one expression for whole strings overflows the engine's stack with long ones.
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

/** A whole number of sixteen digits or more; neither a part of a fraction nor an exponent. */
const longNumber = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g

function keepDigits(number: string): string {
  return Number.isSafeInteger(Number(number)) ? number : `"${number}"`
}

/** Where the string ends that starts at `start`: after a quote with an even number of backslashes before. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); ; quote = text.indexOf('"', quote + 1)) {
    let escapes = quote
    while (text[escapes - 1] === '\\') escapes -= 1
    if ((quote - escapes) % 2 === 0) return quote + 1
  }
}

/** The engine's own error quotes the text, so it is not kept. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new PayloadError('webhook', [{ path: [], message: 'is not JSON' }])
  }
}
