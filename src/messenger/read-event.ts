import type * as z from 'zod/mini'
import type { SchemaIssue } from '../errors.ts'
import { read } from '../schema/reader.ts'
import type { Envelope, EnvelopedItem, EventKind } from './event.ts'
import { itemSchemas } from './item.ts'
import type { EventItems } from './item-types.ts'

/** The event of an item, or every mistake in it. */
export type EventReading<K extends EventKind> =
  | { event: EnvelopedItem<K> }
  | { issues: readonly SchemaIssue[] }

type SchemasByKind = { [K in EventKind]: z.ZodMiniType<EventItems[K]> }

const schemas: () => SchemasByKind = itemSchemas

/** Reads an item as an event of the given kind; `envelope` holds the fields from its place. */
export function readEvent<K extends EventKind>(
  kind: K,
  value: unknown,
  { pageId, standby, entryTime }: Envelope,
): EventReading<K> {
  const { data, issues } = read(schemas()[kind], value)
  if (issues !== undefined) return { issues }
  return { event: { ...data, pageId, standby, entryTime, kind, raw: value } }
}
