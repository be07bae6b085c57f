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
  return mayHoldLong(text) ? parse(text.replace(stringOrNumber, keepDigits)) : value
}

/** Sixteen digits or more where a number may stand; an id in quotes is none. */
function mayHoldLong(text: string): boolean {
  return /[-[:,\s]\d{16}/.test(text) || /^\d{16}/.test(text)
}

/** Strings are matched too, so that no number is looked for in them. Only ever run over valid JSON. */
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

function keepDigits(token: string): string {
  const isWhole = /^-?\d+$/.test(token)
  return isWhole && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token
}

/** The engine's own error quotes the text, so it is not kept. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new PayloadError('webhook', [{ path: [], message: 'is not JSON' }])
  }
}
