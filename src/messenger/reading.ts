import { describeIssue, type SchemaIssue, toPayloadIssue, unreadableOr } from '../errors.ts'
import { contentsOf, type Envelope, type MessengerEvent } from './event.ts'
import type { SkippedEvent } from './skipped.ts'

/** What a webhook body holds: the events to translate, and skipped parts with the reason. */
export type ParsedWebhook = { events: MessengerEvent[]; skipped: SkippedEvent[] }

/** Keys and indices from the top of the body. */
export type Path = readonly (string | number)[]

/** The fields that a place gives its events, its path in the body, and the result to add to. */
export type Place = { envelope: Envelope; path: Path; found: ParsedWebhook }

/** A malformed part, with the path of every mistake. */
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

/** A part that JSON cannot hold, from a program. Only its own entry or event is skipped. */
export function unreadable(kind: string, error: unknown, value: unknown, path: Path): SkippedEvent {
  return malformed(kind, [unreadableOr(error, value)], path, value)
}

const envelopeKeys = ['sender', 'recipient', 'timestamp', 'id', 'time', 'field', 'value']

/** The kind of an item, or for an unknown kind its first key that not every item has. */
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
