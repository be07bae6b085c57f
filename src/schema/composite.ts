import type * as z from 'zod/mini'
import { type Quick, type Reader, refused } from './quick-reader.ts'
import { typeOf, types } from './types.ts'

/** Reads each element; the list itself where none of them changes. */
export function array({ passing, read }: Reader, zod: Quick): Quick {
  return (value) => {
    if (!Array.isArray(value)) return refused
    let copy: unknown[] | undefined
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index]
      // It may be a hole, which zod fills.
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

/** What is to be done with the value of a key. */
type Step = Reader & { key: string; isRequired: boolean }

/** The longest row of keys that is remembered. */
const longest = 64

/**
 * Reads each field; the object itself where none of them changes. What zod does with absent or unknown fields
 * beyond leaving them alone, it does itself.
 *
 * Objects of a kind mostly have the same keys in the same order. So what is to be done with the first key, the
 * second and so on is remembered from the object before, which saves looking up each.
 */
export function object(
  { shape, catchall }: z.core.$ZodObjectDef,
  readerOf: (schema: z.core.$ZodType) => Reader,
  zod: Quick,
): Quick {
  const isLoose = catchall?._zod.def.type === 'unknown'
  // Made with the first object, for a schema may hold itself.
  let fields: ReadonlyMap<string, Step> | undefined
  let required = 0
  const remembered: Step[] = []

  function stepFor(key: string, at: number): Step | undefined {
    // A key that would set the prototype is dropped by zod.
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

/** A key that is left alone. */
function left(key: string): Step {
  return { key, passing: types.all, read: (value) => value, isRequired: false }
}

/** Whether an object without this field is given back without it. What every object inherits is never absent. */
function mayBeAbsent(key: string, { _zod: { optin, optout } }: z.core.$ZodType): boolean {
  return optin === 'optional' && optout === 'optional' && !(key in Object.prototype)
}

/** An object as `JSON.parse` makes it; zod makes plain objects of others. */
function isPlain(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype
}
