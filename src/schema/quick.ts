import type * as z from 'zod/mini'
import { withChecks } from './checks.ts'
import { array, object } from './composite.ts'
import { type Quick, refused, unchanged } from './refused.ts'

type Def<K extends z.core.$ZodTypes['_zod']['def']['type']> = Extract<
  z.core.$ZodTypes['_zod']['def'],
  { type: K }
>

const made = new WeakMap<z.core.$ZodType, Quick>()

/**
 * What zod gives for a value of a schema, at a fraction of its cost.
 *
 * Nearly everything that arrives is what its schema says, to the last field. So a schema is walked once, and
 * each part of it becomes a small function that answers one question: what would zod give for this? Mostly that
 * is the value itself, and then nothing is copied: **the data shares its objects with the value**. Where a part
 * changes (an id from number to text), only the objects around that part are new. Checks and transforms are
 * zod's own, called as zod calls them; a construct that is not known here is left to zod altogether.
 *
 * All of it is taken from the schema (`_zod.def`), so there is no second list of fields, and no code is made
 * out of text. `test/schema/quick.test.ts` holds the data to zod's own over mutated fixtures of every kind.
 *
 * Bought with it: reading the webhook of a text costs 0.6 times `JSON.parse` of it; with zod it was 5 times.
 */
export function quick(schema: z.core.$ZodType): Quick {
  const known = made.get(schema)
  if (known !== undefined) return known
  const own = derived(schema)
  made.set(schema, own)
  return own
}

function derived(schema: z.core.$ZodType): Quick {
  return withChecks(isBuiltIn(schema) ? plain(schema) : byZod(schema), schema)
}

/**
 * Says beside a schema's definition how it is read, where its transform would be asked through many parts.
 * It must give what zod gives, and refuse what zod refuses.
 */
export function readsAs<T extends z.core.$ZodType>(schema: T, own: Quick): T {
  made.set(schema, own)
  return schema
}

/** Says beside a schema's definition which values, nearly all that come, are given back as they are. */
export function passes<T extends z.core.$ZodType>(
  schema: T,
  isUnchanged: (value: unknown) => boolean,
): T {
  let rest: Quick | undefined
  return readsAs(schema, (value) => {
    if (isUnchanged(value)) return value
    rest ??= derived(schema)
    return rest(value)
  })
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
function plain(schema: z.core.$ZodTypes): Quick {
  const { def } = schema._zod
  if ('coerce' in def && def.coerce) return byZod(schema)
  switch (def.type) {
    case 'unknown':
    case 'custom':
      return unchanged
    case 'string':
      return (value) => (typeof value === 'string' ? value : refused)
    case 'number':
      return (value) => (Number.isFinite(value) ? value : refused)
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : refused)
    case 'bigint':
      return (value) => (typeof value === 'bigint' ? value : refused)
    case 'literal':
      return oneOf(def.values)
    case 'enum':
      return oneOf(Object.values(def.entries))
    case 'optional':
      return isExact(schema) ? byZod(schema) : optional(def, byZod(schema))
    case 'nullable':
      return nullable(def)
    case 'union':
      return union(def)
    case 'pipe':
      return 'transform' in def ? byZod(schema) : pipe(def)
    case 'transform':
      return transform(def)
    case 'catch':
      return caught(def, byZod(schema))
    case 'array':
      return array(quick(def.element), byZod(schema))
    case 'object':
      return object(def, quick, byZod(schema))
    default:
      return byZod(schema)
  }
}

function oneOf(values: readonly unknown[]): Quick {
  const all = new Set(values)
  return (value) => (all.has(value) ? value : refused)
}

/** `z.exactOptional` refuses `undefined`, and nothing in its definition says so. */
function isExact({ _zod: { traits } }: z.core.$ZodType): boolean {
  return traits.has('$ZodExactOptional')
}

/** An inner schema that puts something in place of what is absent is asked for it. */
function optional({ innerType }: Def<'optional'>, zod: Quick): Quick {
  const read = quick(innerType)
  if (innerType._zod.optin === 'defaulted') return zod
  if (read === unchanged) return read
  return (value) => (value === undefined ? value : read(value))
}

function nullable({ innerType }: Def<'nullable'>): Quick {
  const read = quick(innerType)
  return (value) => (value === null ? value : read(value))
}

/** The first option that takes the value. */
function union({ options }: Def<'union'>): Quick {
  const reads = options.map(quick)
  return (value) => {
    for (const read of reads) {
      const data = read(value)
      if (data !== refused) return data
    }
    return refused
  }
}

function pipe({ in: first, out: second }: Def<'pipe'>): Quick {
  const [read, then] = [quick(first), quick(second)]
  return (value) => {
    const data = read(value)
    return data === refused ? refused : then(data)
  }
}

function transform(def: Def<'transform'>): Quick {
  const { transform } = def
  return (value) => {
    const payload = { value, issues: [] }
    const data = transform(value, payload)
    return payload.issues.length > 0 ? refused : data
  }
}

function caught({ innerType }: Def<'catch'>, zod: Quick): Quick {
  const read = quick(innerType)
  return (value) => {
    const data = read(value)
    return data === refused ? zod(value) : data
  }
}
