import type * as z from 'zod/mini'
import { withChecks } from './checks.ts'
import { array, object } from './composite.ts'
import { only, type Quick, type Reader, refused, whole } from './quick-reader.ts'
import { types } from './types.ts'

type Def<K extends z.core.$ZodTypes['_zod']['def']['type']> = Extract<
  z.core.$ZodTypes['_zod']['def'],
  { type: K }
>

const made = new WeakMap<z.core.$ZodType, Reader>()
const declared = new WeakMap<z.core.$ZodType, () => Reader>()

/**
 * Makes a function that reads a value by a schema, with the result of zod at a fraction of its cost.
 *
 * Nearly every value fits its schema exactly. So each part of the schema becomes a small function, made once, that
 * returns the result of zod for this part. Mostly that is the value itself, and nothing is copied: **the result shares
 * its objects with the value**. Where a part changes (an id from number to text), only the objects around it are new.
 * Checks and transforms are those of zod. zod itself reads a part of a type that is not known here.
 *
 * Everything comes from the schema (`_zod.def`). There is no second list of fields, and no code made from text.
 * `test/schema/quick.test.ts` compares the results with zod's over mutated fixtures of every kind.
 *
 * The gain: reading the webhook of a text takes half of `JSON.parse` of it. With zod alone it takes 5 times as long.
 */
export function quick(schema: z.core.$ZodType): Quick {
  return whole(readerOf(schema))
}

function readerOf(schema: z.core.$ZodType): Reader {
  const known = made.get(schema)
  if (known !== undefined) return known
  const own = declared.get(schema)?.() ?? derived(schema)
  made.set(schema, own)
  return own
}

function derived(schema: z.core.$ZodType): Reader {
  return withChecks(isBuiltIn(schema) ? plain(schema) : reading(byZod(schema)), schema)
}

/** Declares that a schema reads like another one, and returns `undefined` for what the other one refuses. */
export function readsLeniently<T extends z.core.$ZodType>(
  schema: T,
  known: () => z.core.$ZodType,
): T {
  declared.set(schema, () => {
    const { passing, read } = readerOf(known())
    return { passing, read: (value) => orAbsent(read(value)) }
  })
  return schema
}

function orAbsent(data: unknown): unknown {
  return data === refused ? undefined : data
}

/** Declares which values, nearly all that arrive, a schema returns unchanged. */
export function passes<T extends z.core.$ZodType>(
  schema: T,
  isUnchanged: (value: unknown) => boolean,
): T {
  declared.set(schema, () => {
    const { passing, read } = derived(schema)
    return { passing, read: (value) => (isUnchanged(value) ? value : read(value)) }
  })
  return schema
}

function reading(read: Quick): Reader {
  return { passing: types.none, read }
}

/** The same by zod itself. */
function byZod(schema: z.core.$ZodType): Quick {
  return (value) => {
    const result = schema._zod.run({ value, issues: [] }, { async: false })
    return result instanceof Promise || result.issues.length > 0 ? refused : result.value
  }
}

/** Every schema is one of zod's own, though not all of them are known here. */
function isBuiltIn(schema: z.core.$ZodType): schema is z.core.$ZodTypes {
  return schema._zod.traits.has('$ZodType')
}

/** A schema without its checks. */
function plain(schema: z.core.$ZodTypes): Reader {
  const { def } = schema._zod
  const zod = byZod(schema)
  if ('coerce' in def && def.coerce) return reading(zod)
  switch (def.type) {
    case 'unknown':
    case 'custom':
      return only(types.all)
    case 'string':
    case 'number':
    case 'boolean':
      return only(types[def.type])
    case 'literal':
      return reading(oneOf(def.values))
    case 'optional':
      return isSubstituting(schema, def) ? reading(zod) : also(types.undefined, def)
    case 'nullable':
      return also(types.null, def)
    case 'union':
      return union(def)
    case 'pipe':
      return 'transform' in def ? reading(zod) : pipe(def)
    case 'transform':
      return reading(transform(def))
    case 'array':
      return reading(array(readerOf(def.element), zod))
    case 'object':
      return reading(object(def, readerOf, zod))
    default:
      return reading(zod)
  }
}

function oneOf(values: readonly unknown[]): Quick {
  return (value) => (values.includes(value) ? value : refused)
}

/**
 * Whether an optional schema does not return `undefined` for `undefined`. `z.exactOptional` refuses it, which its
 * definition does not show. An inner schema with a default replaces it.
 */
function isSubstituting({ _zod }: z.core.$ZodType, { innerType }: Def<'optional'>): boolean {
  return _zod.traits.has('$ZodExactOptional') || innerType._zod.optin === 'defaulted'
}

function also(type: number, { innerType }: Def<'optional' | 'nullable'>): Reader {
  const { passing, read } = readerOf(innerType)
  return { passing: passing | type, read }
}

/** Reads with the first option that accepts the value. */
function union({ options }: Def<'union'>): Reader {
  const readers = options.map(readerOf)
  const reads = readers.map(whole)
  return {
    // The other options see only what the first one refuses.
    passing: readers[0]?.passing ?? types.none,
    read: (value) => {
      for (const read of reads) {
        const data = read(value)
        if (data !== refused) return data
      }
      return refused
    },
  }
}

function pipe({ in: first, out: second }: Def<'pipe'>): Reader {
  const [read, then] = [whole(readerOf(first)), whole(readerOf(second))]
  return reading((value) => {
    const data = read(value)
    return data === refused ? refused : then(data)
  })
}

function transform(def: Def<'transform'>): Quick {
  const { transform } = def
  return (value) => {
    const payload = { value, issues: [] }
    const data = transform(value, payload)
    return payload.issues.length > 0 ? refused : data
  }
}
