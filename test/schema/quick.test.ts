import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { quick } from '../../src/schema/quick.ts'
import { refused } from '../../src/schema/quick-reader.ts'
import { mutated } from '../mutations.ts'
import { recordedAt } from './recorded.ts'

/** Everything that something is read by, with what stands in fixtures for it. */
type Case = { schema: z.core.$ZodType; values: readonly unknown[] }

const webhooks = recordedAt('inbound/*/*/webhook.json')
const items = webhooks.flatMap(itemsIn)
const bodies = recordedAt('outbound/*/*/message.json').map((message) => at(message, 'body'))

/** The schemas as the package uses them: what is lenient within them is read quickly too. */
const cases = await loadCases()

/** The same with zod alone, from modules of their own. */
vi.resetModules()
vi.doMock('../../src/schema/reader.ts', () => ({
  read: (schema: z.core.$ZodType, value: unknown) => {
    const result = z.safeParse(schema, value)
    return result.success ? { data: result.data } : { issues: result.error.issues }
  },
  lenientReader: (schemaOf: () => z.core.$ZodType) => (value: unknown) =>
    z.safeParse(schemaOf(), value).data,
}))
const oracles = await loadCases()

describe.each(Object.keys(cases))('a quick reader of %s', (name) => {
  const { schema, values } = cases[name] ?? missing()
  const oracle = oracles[name]?.schema ?? missing()

  it('gives what zod gives for every fixture', () => {
    expect(values.length).toBeGreaterThan(0)
    for (const value of values) expectSame(quick(schema)(value), oracle, value)
  })

  it('gives what zod gives for mutated fixtures', () => {
    fc.assert(
      fc.property(mutated(values), (value) => expectSame(quick(schema)(value), oracle, value)),
      { numRuns: 200 },
    )
  })
})

describe('a quick reader', () => {
  it('gives back nearly every recorded item itself, without a copy', () => {
    const kinds = Object.keys(cases).filter((name) => name.startsWith('an item: '))
    const read = items.flatMap((item) =>
      kinds.map((kind) => ({ item, data: quick(cases[kind]?.schema ?? missing())(item) })),
    )
    const known = read.filter(({ data }) => data !== refused)
    const same = known.filter(({ item, data }) => item === data)
    expect(known.length).toBeGreaterThan(items.length)
    expect(same.length / known.length).toBeGreaterThan(0.75)
  })

  it('copies only what changes', () => {
    const schema = z.looseObject({
      a: z.looseObject({ n: z.pipe(z.number(), z.transform(String)) }),
      b: z.array(z.looseObject({ t: z.string() })),
    })
    const value = { a: { n: 1, more: {} }, b: [{ t: 'x' }] }
    const data = quick(schema)(value)
    expect(data).toEqual({ a: { n: '1', more: {} }, b: [{ t: 'x' }] })
    expect(at(data, 'b')).toBe(value.b)
    expect(at(data, 'a', 'more')).toBe(value.a.more)
    expect(value.a.n).toBe(1)
  })

  const lazy: z.ZodMiniType = z.looseObject({ next: z.optional(z.lazy(() => lazy)) })
  const getter: z.ZodMiniType = z.looseObject({
    get next() {
      return z.optional(getter)
    },
  })
  const strict = z.strictObject({ a: z.string(), b: z.optional(z.string()) })

  it.each<[string, z.core.$ZodType]>([
    ['string', z.string().check(z.minLength(1), z.maxLength(3), z.regex(/x/))],
    ['a pattern that keeps its place', z.string().check(z.regex(/x/g))],
    ['whole number', z.int().check(z.gte(0), z.lt(9))],
    ['number', z.number()],
    ['bigint', z.bigint()],
    ['boolean', z.boolean()],
    ['literal', z.literal(['x', 1, null])],
    ['enum', z.enum(['x', 'y'])],
    ['never', z.never()],
    ['unknown', z.unknown()],
    ['custom', z.custom((value) => value === 'x')],
    ['loose object', z.looseObject({ a: z.string(), b: z.nullish(z.number()) })],
    ['strict object', strict],
    ['object that drops what it does not know', z.object({ a: z.string() })],
    ['object with a catch-all', z.catchall(z.object({ a: z.string() }), z.string())],
    ['object with an unknown field', z.looseObject({ a: z.unknown() })],
    ['object with a default', z.looseObject({ a: z._default(z.string(), 'x') })],
    [
      'object with an optional default',
      z.looseObject({ a: z.optional(z._default(z.string(), 'x')) }),
    ],
    ['object with a prefault', z.looseObject({ a: z.prefault(z.string(), 'x') })],
    ['object with a catch', z.looseObject({ a: z.catch(z.optional(z.string()), undefined) })],
    ['object with a catch that gives', z.looseObject({ a: z.catch(z.string(), 'x') })],
    ['object with an exact optional', z.looseObject({ a: z.exactOptional(z.string()) })],
    [
      'object that makes up a field',
      z.looseObject({ a: z.pipe(z.optional(z.string()), z.transform(String)) }),
    ],
    ['object with a refinement', strict.check(z.refine(({ a }) => a === 'x'))],
    [
      'object with the name of a method',
      z.looseObject({ toString: z.optional(z.string()), constructor: z.optional(z.unknown()) }),
    ],
    ['object of its own kind', lazy],
    ['object of its own kind by a getter', getter],
    ['list', z.array(z.nullish(z.string())).check(z.minLength(1))],
    [
      'union, the first that fits',
      z.union([
        z.pipe(
          z.string().check(z.regex(/^$/)),
          z.transform(() => null),
        ),
        z.string(),
      ]),
    ],
    [
      'union of objects',
      z.union([strict, z.strictObject({ b: z.string() }), z.looseObject({ c: z.string() })]),
    ],
    [
      'discriminated union',
      z.discriminatedUnion('a', [
        z.strictObject({ a: z.literal('x'), b: z.optional(z.string()) }),
        z.looseObject({ a: z.literal('y') }),
      ]),
    ],
    ['record', z.record(z.string(), z.string())],
    ['tuple', z.tuple([z.string(), z.number()])],
    ['readonly', z.readonly(z.looseObject({ a: z.string() }))],
    ['trimmed text', z.string().check(z.trim(), z.minLength(1))],
    ['coerced', z.coerce.number()],
    [
      'transform with issues',
      z.pipe(
        z.string(),
        z.transform((value, { issues }) => {
          if (value === 'x') issues.push({ code: 'custom', input: value })
          return value.length
        }),
      ),
    ],
    ['nullable', z.nullable(z.union([z.string(), z.bigint()]))],
  ])('reads as zod does: %s', (_, schema) => {
    for (const value of oddValues) expectSame(quick(schema)(value), schema, value)
    fc.assert(fc.property(odd, (value) => expectSame(quick(schema)(value), schema, value)))
  })
})

const scalars = [
  '',
  'x',
  'y',
  'xyxy',
  ' x ',
  '1',
  '🙂🙂🙂🙂',
  0,
  -0,
  1,
  9,
  1.5,
  2 ** 60,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n,
  true,
  false,
  null,
  undefined,
]

class Own {
  a = 'x'
  get b() {
    return 'x'
  }
}

const oddValues: readonly unknown[] = [
  ...scalars,
  ...scalars.flatMap((value) => [
    { a: value },
    { b: value },
    { c: value },
    [value],
    { a: 'x', b: value },
    { a: 'y', b: value },
    { next: value },
  ]),
  { a: 'x', extra: 1 },
  {},
  [],
  [[]],
  // Lists with holes.
  Object.assign(new Array(2), { 1: 'x' }),
  new Array(2),
  new Own(),
  Object.assign(Object.create(null), { a: 'x' }),
  Object.create({ a: 'x' }),
  JSON.parse('{"a":"x","__proto__":{"polluted":true}}'),
  JSON.parse('{"__proto__":null,"a":"x"}'),
  JSON.parse('{"constructor":1,"toString":"x","a":"x"}'),
  { next: { next: { a: 1 } } },
  { next: { next: 1 } },
  new Date(0),
  new Map([['a', 'x']]),
  () => 'x',
  Symbol.iterator,
]

const odd = fc.oneof(
  fc.constantFrom(...oddValues),
  fc.record(
    {
      a: fc.constantFrom(...scalars),
      b: fc.constantFrom(...scalars),
      c: fc.constantFrom(...scalars),
      next: fc.anything(),
    },
    { requiredKeys: [] },
  ),
  fc.array(fc.constantFrom(...scalars)),
  fc.anything(),
)

/** Data that is zod's to the last key, or a refusal where zod refuses. */
function expectSame(data: unknown, oracle: z.core.$ZodType, value: unknown): void {
  const result = z.safeParse(oracle, value)
  if (data === refused) expect(result.success, 'refused what zod takes').toBe(false)
  else {
    expect(result.error).toBeUndefined()
    if (!isDeepStrictEqual(data, result.data)) expect(data).toStrictEqual(result.data)
  }
}

async function loadCases(): Promise<Record<string, Case>> {
  const { itemSchemas } = await import('../../src/messenger/item.ts')
  const { attachmentsSchema } = await import('../../src/messenger/attachment.ts')
  const { sendRequestSchema } = await import('../../src/messenger/send-request.ts')
  const webhook = await import('../../src/messenger/webhook.ts')
  const { bodySchemas } = await import('../../src/cim/body.ts')
  const { cimMessageSchema } = await import('../../src/cim/message.ts')
  const { modelSchema } = await import('../../src/cim/model.ts')
  const { emittedCimMessageSchema } = await import('../../src/cim/emitted.ts')
  return {
    ...named('an item', itemSchemas(), items),
    ...named('a CIM body', bodySchemas, bodies),
    attachments: {
      schema: attachmentsSchema,
      values: items.map((item) => at(item, 'message', 'attachments')),
    },
    'a webhook': { schema: webhook.webhookSchema, values: webhooks },
    'an entry': { schema: webhook.entrySchema, values: webhooks.flatMap(entriesIn) },
    'a change': { schema: webhook.changeSchema, values: webhooks.flatMap(changesIn) },
    'a CIM message': { schema: cimMessageSchema, values: recordedAt('outbound/*/*/message.json') },
    'a message as CX takes it': {
      schema: modelSchema,
      values: recordedAt('inbound/*/*/messages.json').flat(),
    },
    'an emitted message': {
      schema: emittedCimMessageSchema,
      values: recordedAt('inbound/*/*/messages.json').flat(),
    },
    'a Send request': {
      schema: sendRequestSchema,
      values: recordedAt('outbound/*/*/requests.json').flat(),
    },
  }
}

function named(
  what: string,
  schemas: Readonly<Record<string, z.core.$ZodType>>,
  values: readonly unknown[],
): Record<string, Case> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [`${what}: ${name}`, { schema, values }]),
  )
}

function entriesIn(webhook: unknown): unknown[] {
  return listOf(at(webhook, 'entry'))
}

function itemsIn(webhook: unknown): unknown[] {
  return entriesIn(webhook).flatMap((entry) => [
    ...listOf(at(entry, 'messaging')),
    ...listOf(at(entry, 'standby')),
  ])
}

function changesIn(webhook: unknown): unknown[] {
  return entriesIn(webhook).flatMap((entry) => listOf(at(entry, 'changes')))
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => Object(inner)[key], value)
}

function missing(): never {
  throw new Error('no such case')
}
