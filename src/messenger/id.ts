import * as z from 'zod/mini'

/** The decimal digits of an integer, without exponent. */
const digits = z.transform((value: number | bigint) => BigInt(value).toString())

const integer = z.number().check(z.refine((value) => Number.isInteger(value)))

/**
 * An identifier as Meta writes it: mostly strings, but sticker, app, ad, post and product ids also come as
 * bare numbers. Always read as a string. Parse the body with `parseJson` of the webhook door so that
 * numbers over 2^53 keep their digits.
 */
export const idSchema = z.union([z.string(), z.pipe(z.union([z.bigint(), integer]), digits)], {
  error: 'expected a string or an integer',
})

const blank = z.pipe(
  z.string().check(z.regex(/^\s*$/)),
  z.transform(() => undefined),
)

/** An identifier that may be absent; a blank one is. */
export const optionalIdSchema = z.nullish(z.union([blank, idSchema]))

/** An identifier that somebody must be reached by. A number that has lost digits would be somebody else. */
export const presentIdSchema = z.union(
  [z.string().check(z.regex(/\S/)), z.pipe(z.union([z.bigint(), z.int()]), digits)],
  { error: 'expected an id' },
)
