import * as z from 'zod/mini'
import { text } from '../schema/fields.ts'
import { isWritten } from '../schema/is-written.ts'
import { passes } from '../schema/quick.ts'

/**
 * An integer of any size as a string. A number over 2^53 is refused: it has lost its last digits and would name
 * something else.
 */
const integerAsText = z.pipe(
  z.custom<number | bigint>((value) => typeof value === 'bigint' || Number.isSafeInteger(value)),
  z.transform(String),
)

/**
 * An identifier as Meta writes it: mostly strings, but sticker, app, ad, post and product ids also come as
 * bare numbers. Always read as a string. Parse the body with `parseJson` of the webhook entry point so that
 * numbers over 2^53 keep their digits.
 */
export const idSchema = z.union([text, integerAsText], {
  error: 'expected a string or an integer',
})

const blank = z.pipe(
  text.check(z.regex(/^\s*$/)),
  z.transform(() => undefined),
)

/** An identifier that may be absent. A blank one counts as absent. */
export const optionalIdSchema = passes(z.nullish(z.union([blank, idSchema])), isWritten)

/** An identifier that must be there, because it identifies a person or Page. */
export const presentIdSchema = passes(
  z.union([text.check(z.regex(/\S/)), integerAsText], { error: 'expected an id' }),
  isWritten,
)
