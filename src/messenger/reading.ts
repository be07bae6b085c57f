import { describeIssue, describeIssues, type SchemaIssue, unreadableOr } from '../errors.ts'
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
  const placed = issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }))
  return { reason: 'malformed-event', kind, detail: describeIssues(placed), raw }
}

/** A part that looks like an event, or a list of events, of an unknown kind. */
export function unknownEvent(
  kind: string,
  path: Path,
  raw: unknown,
  message = 'an event of an unknown kind',
): SkippedEvent {
  return { reason: 'unknown-event', kind, detail: describeIssue({ path, message }), raw }
}

/** Reads each element of the list at a place. One that JSON cannot hold is skipped, and does not affect the others. */
export function readEach<P extends Pick<Place, 'path' | 'found'>>(
  list: readonly unknown[],
  kind: string,
  place: P,
  readOne: (value: unknown, place: P, index: number) => void,
): void {
  for (let index = 0; index < list.length; index += 1) {
    try {
      readOne(list[index], place, index)
    } catch (error) {
      const issue = unreadableOr(error, list[index])
      place.found.skipped.push(malformed(kind, [issue], [...place.path, index], list[index]))
    }
  }
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
