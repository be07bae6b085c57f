import type * as z from 'zod/mini'
import { type PayloadReading, readWith, unreadableOr } from '../errors.ts'
import { later } from './later.ts'
import { quick } from './quick.ts'
import { refused } from './quick-reader.ts'

/**
 * Reads a value by a zod schema: the data that `safeParse` gives, at a fraction of its cost. See {@link quick}. Zod
 * reads an invalid value again, to say what is wrong.
 */
export function read<T extends z.ZodMiniType>(
  schema: T,
  value: unknown,
): PayloadReading<z.output<T>, z.core.$ZodIssue> {
  try {
    const data = quick(schema)(value)
    return isDataOf(schema, data) ? { data } : readWith(schema, value)
  } catch (error) {
    return { issues: [unreadableOr(error, value)] }
  }
}

/** A function that reads values by a schema; invalid values count as absent. */
export function lenientReader<T extends z.core.$ZodType>(
  schemaOf: () => T,
): (value: unknown) => z.output<T> | undefined {
  // Made with the first value, because many processes never need it.
  const reader = later(() => ({ schema: schemaOf(), read: quick(schemaOf()) }))
  return function readLeniently(value) {
    const { schema, read } = reader()
    const data = read(value)
    return isDataOf(schema, data) ? data : undefined
  }
}

/** Whether data was read. {@link quick} guarantees that it is of the schema's type. */
function isDataOf<T extends z.core.$ZodType>(_: T, data: unknown): data is z.output<T> {
  return data !== refused
}
