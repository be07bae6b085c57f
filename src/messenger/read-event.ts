import * as z from 'zod'
import type { SchemaIssue } from '../errors.ts'
import type { EventEnvelope, EventKind, EventOf } from './event.ts'
import { itemSchemas } from './item.ts'

/** An item read as what it is, or everything that is wrong with it. */
export type EventReading<K extends EventKind> =
  | { event: EventOf<K> }
  | { issues: readonly SchemaIssue[] }

type ItemOf<K extends EventKind> = z.infer<(typeof itemSchemas)[K]>

type SchemasByKind = { [K in EventKind]: z.ZodType<ItemOf<K>> }

const schemas: SchemasByKind = itemSchemas

/** Reads an item of the given kind; `envelope` says where it came from. */
export function readEvent<K extends EventKind>(
  kind: K,
  value: unknown,
  envelope: Omit<EventEnvelope<K>, 'kind' | 'raw'>,
): EventReading<K> {
  const result = schemaOf(kind).safeParse(value)
  if (!result.success) return { issues: result.error.issues }
  return { event: { ...result.data, ...envelope, kind, raw: value } }
}

const compiled: Partial<SchemasByKind> = {}

/**
 * Compiled with the first event of its kind, which takes some ms; most hosts meet few kinds. Reads the
 * same, several times as fast. Where code may not be generated (`z.config({ jitless: true })`, or a
 * content security policy), zod interprets the schema.
 */
function schemaOf<K extends EventKind>(kind: K): z.ZodType<ItemOf<K>> {
  const known = compiled[kind]
  if (known !== undefined) return known
  const schema = z.config().jitless ? schemas[kind] : z.compile(schemas[kind])
  compiled[kind] = schema
  return schema
}
