import * as z from 'zod/mini'
import { later } from '../schema/later.ts'
import { readsLeniently } from '../schema/quick.ts'
import { lenientReader } from '../schema/reader.ts'

/**
 * A field that no message needs: an invalid value counts as absent, and the rest of the object stays valid.
 *
 * @param schemaOf makes the schema of a valid value; called with the first value that is read
 */
export function lenient<T extends z.ZodMiniType>(schemaOf: () => T) {
  const known = later(() => z.nullish(schemaOf()))
  const read = lenientReader(known)
  type Known = ReturnType<typeof known>
  // Most fields are lenient, so the quick reader skips the transform.
  return readsLeniently(
    z.optional(z.transform((value: z.input<Known>): z.output<Known> => read(value))),
    known,
  )
}

/** A list that no message needs, of entries that count as absent when they are invalid. */
export function lenientList<T extends z.ZodMiniType>(entry: T) {
  return lenient(() => z.array(lenient(() => entry)))
}

/** Whether a flag is set. Meta has sent flags as strings and numbers too. */
export function isTrue(value: unknown): boolean {
  const word = typeof value === 'string' ? value.toLowerCase() : value
  return word === true || word === 'true' || word === 1 || word === '1'
}
