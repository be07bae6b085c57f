import * as z from 'zod/mini'
import { integer, text } from '../schema/fields.ts'
import { isWritten } from '../schema/is-written.ts'
import { passes } from '../schema/quick.ts'

const words = 'expected a string that is not blank, or an integer'

/**
 * An identifier as CX writes it: a string, or a bare integer that is kept to its last digit.
 * Empty strings are refused: the model calls these fields "not blank".
 */
export const idSchema = passes(
  z.union([text.check(z.regex(/\S/, words)), z.pipe(integer, z.transform(digitsOf))], words),
  isWritten,
)

/** The decimal digits of an integer, without exponent. */
function digitsOf(value: number): string {
  return BigInt(value).toString()
}
