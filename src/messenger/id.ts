import * as z from 'zod'

/**
 * An identifier as Meta writes it: mostly strings, but sticker, app, post and product ids also come as
 * bare numbers. Always read as a string. Parse the body with `parseJson` of the webhook door so that
 * numbers over 2^53 keep their digits.
 */
export const idSchema = z.union([z.string(), z.number().int().transform(digitsOf)], {
  error: 'expected a string or an integer',
})

/** An identifier that somebody must be reached by. */
export const presentIdSchema = z.union(
  [z.string().regex(/\S/), z.number().int().transform(digitsOf)],
  { error: 'expected an id' },
)

/** The decimal digits of an integer, without exponent. */
function digitsOf(value: number): string {
  return BigInt(value).toString()
}
