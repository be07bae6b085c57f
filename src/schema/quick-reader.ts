import { typeOf, types } from './types.ts'

/** What zod would give for a value, or {@link refused}. */
export type Quick = (value: unknown) => unknown

/** Zod would find something wrong. */
export const refused = Symbol('refused')

/** What zod would give for a value: one of the types that pass is given back as it is, any other is read. */
export type Reader = { passing: number; read: Quick }

/** Reads values of these types, and no others. */
export function only(passing: number): Reader {
  return { passing, read: refuse }
}

/** Whether a reader looks at nothing but the type. */
export function isOnly({ read }: Reader): boolean {
  return read === refuse
}

function refuse(): unknown {
  return refused
}

/** A reader as one function. */
export function whole({ passing, read }: Reader): Quick {
  if (passing === types.none) return read
  return (value) => ((typeOf(value) & passing) === 0 ? read(value) : value)
}
