import * as z from 'zod/mini'

/** A list as Java writes it. Entries that are `null` are left out. */
export function listOf<T extends z.core.$ZodType>(entry: T) {
  return z.pipe(
    z.array(z.nullish(entry)),
    z.transform((entries) => entries.filter((value) => value !== null && value !== undefined)),
  )
}
