import { typeOf, types } from './types.ts'

/** Returns what zod would return for a value, or {@link refused}. */
export type Quick = (value: unknown) => unknown

/** The result for a value in which zod would find a mistake. */
export const refused = Symbol('refused')

/** Reads values like zod: a value of a passing type is returned unchanged, any other is read. */
export type Reader = { passing: number; read: Quick }

/** Reads values of these types, and no others. */
export function only(passing: number): Reader {
  return { passing, read: () => refused }
}

/** A reader as one function. */
export function whole({ passing, read }: Reader): Quick {
  if (passing === types.none) return read
  return (value) => ((typeOf(value) & passing) === 0 ? read(value) : value)
}
