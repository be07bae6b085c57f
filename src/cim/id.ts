import * as z from 'zod/mini'

/**
 * An identifier as CX writes it: a string, or a bare integer that is kept to its last digit.
 * Empty strings are refused: the model calls these fields "not blank".
 */
export const idSchema = z.union(
  [z.string().check(z.regex(/\S/)), z.pipe(z.int(), z.transform(digitsOf))],
  {
    error: 'expected a string that is not blank, or an integer',
  },
)

/** The decimal digits of an integer, without exponent. */
function digitsOf(value: number): string {
  return BigInt(value).toString()
}
