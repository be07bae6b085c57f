import * as z from 'zod/mini'
import { textOrNumber } from '../schema/fields.ts'

/**
 * A field that most messages do not need: an invalid value counts as absent. Not `z.catch`, because it makes a bundle
 * keep all of zod's `util`, 2.5 kB gzipped.
 */
export function orAbsent<T extends z.core.$ZodType>(schema: T) {
  return z.union([schema, absent])
}

const absent = z.pipe(
  z.unknown(),
  z.transform(() => undefined),
)

/** A text or a number; anything else counts as absent. */
export const textOrNumberOrAbsent = orAbsent(z.nullish(textOrNumber))
