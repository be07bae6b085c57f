import type * as z from 'zod/mini'
import { type Quick, refused } from './refused.ts'

/** Reads each element; the list itself where none of them changes. */
export function array(element: Quick, zod: Quick): Quick {
  return (value) => {
    if (!Array.isArray(value)) return refused
    let copy: unknown[] | undefined
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index]
      // It may be a hole, which zod fills.
      if (item === undefined) return zod(value)
      const data = element(item)
      if (data === refused) return refused
      if (data !== item) {
        copy ??= [...value]
        copy[index] = data
      }
    }
    return copy ?? value
  }
}

type Field = { read: Quick; isRequired: boolean }

/**
 * Reads each field; the object itself where none of them changes. What zod's way with absent or unknown fields
 * may change, it does itself: a field that is missing and has a default, say.
 */
export function object(
  { shape, catchall }: z.core.$ZodObjectDef,
  quick: (schema: z.core.$ZodType) => Quick,
  zod: Quick,
): Quick {
  const isLoose = catchall?._zod.def.type === 'unknown'
  // Made with the first object, for a schema may hold itself.
  let fields: ReadonlyMap<string, Field> | undefined
  let required = 0

  function fieldsOf(): ReadonlyMap<string, Field> {
    const all = Object.entries(shape).map(([key, schema]): [string, Field] => [
      key,
      { read: quick(schema), isRequired: !mayBeAbsent(key, schema) },
    ])
    required = all.filter(([, { isRequired }]) => isRequired).length
    return new Map(all)
  }

  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused
    if (!isPlain(value)) return zod(value)
    fields ??= fieldsOf()
    let copy: Record<string, unknown> | undefined
    let found = 0
    for (const key in value) {
      const field = fields.get(key)
      if (field === undefined) {
        // A key that would set the prototype is dropped by zod.
        if (isLoose && key !== '__proto__') continue
        return zod(value)
      }
      if (field.isRequired) found += 1
      const item = value[key]
      const data = field.read(item)
      if (data === refused) return refused
      if (data !== item) {
        copy ??= { ...value }
        copy[key] = data
      }
    }
    return found === required ? (copy ?? value) : zod(value)
  }
}

/** Whether an object without this field is given back without it. What every object inherits is never absent. */
function mayBeAbsent(key: string, { _zod: { optin, optout } }: z.core.$ZodType): boolean {
  return optin === 'optional' && optout === 'optional' && !(key in Object.prototype)
}

/** An object as `JSON.parse` makes it; zod makes plain objects of others. */
function isPlain(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype
}
