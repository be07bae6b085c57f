import { describeIssue, type SchemaIssue, toPayloadIssue, unreadableOr } from '../errors.ts'
import { contentsOf, type Envelope, type MessengerEvent } from './event.ts'
import type { SkippedEvent } from './skipped.ts'

/** What a webhook body holds: the events to translate, and skipped parts with the reason. */
export type ParsedWebhook = { events: MessengerEvent[]; skipped: SkippedEvent[] }

/** Keys and indices from the top of the body. */
export type Path = readonly (string | number)[]

/** Whose events they are, where they stand in the body, and where to put them. */
export type Place = { envelope: Envelope; path: Path; found: ParsedWebhook }

/** Something that is not what it should be, with every path that is wrong. */
export function malformed(
  kind: string,
  issues: readonly SchemaIssue[],
  path: Path,
  raw: unknown,
): SkippedEvent {
  const detail = issues
    .map(toPayloadIssue)
    .map((issue) => describeIssue({ ...issue, path: [...path, ...issue.path] }))
    .join('; ')
  return { reason: 'malformed-event', kind, detail, raw }
}

/** What a program put together and JSON cannot hold costs no more than its own entry or event. */
export function unreadable(kind: string, error: unknown, value: unknown, path: Path): SkippedEvent {
  return malformed(kind, [unreadableOr(error, value)], path, value)
}

const envelopeKeys = ['sender', 'recipient', 'timestamp', 'id', 'time', 'field', 'value']

/** The kind of an item, else the wire's own word for it: its first key that not every item has. */
export function wordFor(value: unknown): string {
  if (!isObject(value)) return 'unknown'
  const { field } = value
  if (typeof field === 'string') return field
  const word = Object.keys(value).find((key) => !envelopeKeys.includes(key))
  return contentsOf(value).kinds[0] ?? word ?? 'unknown'
}

/** Whether a JSON value is an object with keys. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
