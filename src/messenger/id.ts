import * as z from 'zod/mini'
import { text } from '../schema/fields.ts'
import { passes } from '../schema/quick.ts'

/** A whole number that has all its digits. */
const integerSchema = z.number().check(z.refine(Number.isSafeInteger, 'expected an integer'))

/** Of a number over 2^53 the last digits are lost, and it would name something else. */
const integer = z.pipe(
  z.union([z.bigint(), integerSchema]),
  z.transform((value) => value.toString()),
)

/**
 * An identifier as Meta writes it: mostly strings, but sticker, app, ad, post and product ids also come as
 * bare numbers. Always read as a string. Parse the body with `parseJson` of the webhook entry point so that
 * numbers over 2^53 keep their digits.
 */
export const idSchema = z.union([text, integer], {
  error: 'expected a string or an integer',
})

const blank = z.pipe(
  text.check(z.regex(/^\s*$/)),
  z.transform(() => undefined),
)

/** An identifier that may be absent; a blank one is. */
export const optionalIdSchema = passes(z.nullish(z.union([blank, idSchema])), isWritten)

/** An identifier that somebody must be reached by. */
export const presentIdSchema = passes(
  z.union([text.check(z.regex(/\S/)), integer], { error: 'expected an id' }),
  isWritten,
)

/** An id as nearly all come: a string that begins with something. Asked so, it takes a tenth of what `/\S/` takes. */
export function isWritten(value: unknown): value is string {
  return typeof value === 'string' && isPrintable(value.charCodeAt(0))
}

/** ASCII that is no space; not so is `NaN`, of an empty string. */
function isPrintable(code: number): boolean {
  return code > 0x20 && code < 0x7f
}
