import type * as z from 'zod/mini'
import { type Quick, type Reader, refused } from './quick-reader.ts'
import { typeOf, types } from './types.ts'

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
type Step = Reader & { key: string; isRequired: boolean }

/** The largest number of keys to remember. */
const longest = 64

/**
 * Reads each field of an object. Returns the object itself when none of them changes. When zod would change absent or
 * unknown fields, zod itself reads the object.
 *
 * Objects of a kind usually have the same keys in the same order. So this remembers the steps for the keys of the
 * previous object, which saves looking each up.
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
  const remembered: Step[] = []

  function stepFor(key: string, at: number): Step | undefined {
    // Zod drops a key that would set the prototype.
    const step = fields?.get(key) ?? (isLoose && key !== '__proto__' ? left(key) : undefined)
    if (step !== undefined && at < longest) remembered[at] = step
    return step
  }

  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused
    if (!isPlain(value)) return zod(value)
    if (fields === undefined) {
      fields = fieldsOf(shape, readerOf)
      required = [...fields.values()].filter(({ isRequired }) => isRequired).length
    }
    let copy: Record<string, unknown> | undefined
    let found = 0
    let at = 0
    for (const key in value) {
      let step = remembered[at]
      if (step === undefined || step.key !== key) step = stepFor(key, at)
      if (step === undefined) return zod(value)
      at += 1
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
      return [key, { key, passing, read, isRequired: !mayBeAbsent(key, schema) }]
    }),
  )
}

/** The step for a key whose value stays unchanged. */
function left(key: string): Step {
  return { key, passing: types.all, read: (value) => value, isRequired: false }
}

/** Whether zod leaves an object without this field unchanged. A field that every object inherits is never absent. */
function mayBeAbsent(key: string, { _zod: { optin, optout } }: z.core.$ZodType): boolean {
  return optin === 'optional' && optout === 'optional' && !(key in Object.prototype)
}

/** An object as `JSON.parse` makes it; zod makes plain objects of others. */
function isPlain(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype
}
