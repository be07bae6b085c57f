import type * as z from 'zod/mini'
import { type Quick, refused, unchanged } from './refused.ts'

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

/** What is to be done with a key: read its value, or (without `read`) leave it alone. */
type Step = { key: string; read: Quick | undefined; isRequired: boolean; takesNull: boolean }

/** The longest row of keys that is remembered. */
const longest = 64

/**
 * Reads each field; the object itself where none of them changes. What zod does with absent or unknown fields
 * beyond leaving them alone, it does itself.
 *
 * Objects of a kind mostly have the same keys in the same order. So what is to be done with the first key, the
 * second and so on is remembered from the object before, which saves looking up each: that is a seventh of what
 * a CIM message costs to read. Fields that take anything are not read, nor a `null` where a field takes it, which
 * saves a twelfth more.
 */
export function object(
  { shape, catchall }: z.core.$ZodObjectDef,
  quick: (schema: z.core.$ZodType) => Quick,
  zod: Quick,
): Quick {
  const isLoose = catchall?._zod.def.type === 'unknown'
  // Made with the first object, for a schema may hold itself.
  let fields: ReadonlyMap<string, Step> | undefined
  let required = 0
  const remembered: Step[] = []

  function stepFor(key: string, at: number): Step | undefined {
    // A key that would set the prototype is dropped by zod.
    const skip = isLoose && key !== '__proto__' ? left(key) : undefined
    const step = fields?.get(key) ?? skip
    if (step !== undefined && at < longest) remembered[at] = step
    return step
  }

  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused
    if (!isPlain(value)) return zod(value)
    if (fields === undefined) {
      fields = fieldsOf(shape, quick)
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
      if (step.read === undefined) continue
      const item = value[key]
      // So CX writes what is absent.
      if (item === null && step.takesNull) continue
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
  quick: (schema: z.core.$ZodType) => Quick,
): ReadonlyMap<string, Step> {
  return new Map(
    Object.entries(shape).map(([key, schema]): [string, Step] => {
      const isRequired = !mayBeAbsent(key, schema)
      const read = quick(schema)
      if (!isRequired && read === unchanged) return [key, left(key)]
      return [key, { key, read, isRequired, takesNull: !isRequired && read(null) === null }]
    }),
  )
}

/** A key that is left alone. */
function left(key: string): Step {
  return { key, read: undefined, isRequired: false, takesNull: true }
}

/** Whether an object without this field is given back without it. What every object inherits is never absent. */
function mayBeAbsent(key: string, { _zod: { optin, optout } }: z.core.$ZodType): boolean {
  return optin === 'optional' && optout === 'optional' && !(key in Object.prototype)
}

/** An object as `JSON.parse` makes it; zod makes plain objects of others. */
function isPlain(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype
}
