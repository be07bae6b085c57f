import type * as z from 'zod/mini'
import { type Quick, type Reader, refused } from './quick-reader.ts'
import { typeOf } from './types.ts'

/** Reads each element of a list. Returns the list itself when none of them changes. */
export function array({ passing, read }: Reader, zod: Quick): Quick {
  return (value) => {
    if (!Array.isArray(value)) return refused
    let copy: unknown[] | undefined
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index]
      // A hole of a sparse list, which zod fills.
      if (item === undefined) return zod(value)
      if ((typeOf(item) & passing) !== 0) continue
      const data = read(item)
      if (data === refused) return refused
      if (data !== item) {
        copy ??= [...value]
        copy[index] = data
      }
    }
    return copy ?? value
  }
}

/** How to read the value of a key. */
type Step = Reader & { isRequired: boolean }

/**
 * Reads each field of an object. Returns the object itself when none of them changes. When zod would change absent or
 * unknown fields, zod itself reads the object.
 */
export function object(
  { shape, catchall }: z.core.$ZodObjectDef,
  readerOf: (schema: z.core.$ZodType) => Reader,
  zod: Quick,
): Quick {
  const isLoose = catchall?._zod.def.type === 'unknown'
  // Made with the first object, because a schema may hold itself.
  let fields: ReadonlyMap<string, Step> | undefined
  let required = 0

  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused
    if (!isPlain(value)) return zod(value)
    if (fields === undefined) {
      fields = fieldsOf(shape, readerOf)
      required = [...fields.values()].filter(({ isRequired }) => isRequired).length
    }
    let copy: Record<string, unknown> | undefined
    let found = 0
    for (const key in value) {
      const step = fields.get(key)
      if (step === undefined) {
        // Zod drops a key that would set the prototype.
        if (isLoose && key !== '__proto__') continue
        return zod(value)
      }
      if (step.isRequired) found += 1
      const item = value[key]
      if ((typeOf(item) & step.passing) !== 0) continue
      const data = step.read(item)
      if (data === refused) return refused
      if (data !== item) {
        copy ??= { ...value }
        copy[key] = data
      }
    }
    return found === required ? (copy ?? value) : zod(value)
  }
}

function fieldsOf(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  readerOf: (schema: z.core.$ZodType) => Reader,
): ReadonlyMap<string, Step> {
  return new Map(
    Object.entries(shape).map(([key, schema]): [string, Step] => {
      const { passing, read } = readerOf(schema)
      return [key, { passing, read, isRequired: !mayBeAbsent(key, schema) }]
    }),
  )
}

/** Whether zod leaves an object without this field unchanged. A field that every object inherits is never absent. */
function mayBeAbsent(key: string, { _zod: { optin, optout } }: z.core.$ZodType): boolean {
  return optin === 'optional' && optout === 'optional' && !(key in Object.prototype)
}

/** An object as `JSON.parse` makes it; zod makes plain objects of others. */
function isPlain(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype
}
