import { describeIssue, type SchemaIssue, toPayloadIssue } from '../errors.ts'
import { kindOf, type MessengerEvent } from './event.ts'
import type { SkippedEvent, SkipReason } from './skipped.ts'

/** What a webhook body holds: the events to translate, and what is none with the reason. */
export type ParsedWebhook = { events: MessengerEvent[]; skipped: SkippedEvent[] }

/** Keys and indices from the top of the body. */
export type Path = readonly (string | number)[]

/** What holds nothing at all. */
export const nothing: ParsedWebhook = { events: [], skipped: [] }

/** One event and nothing else. */
export function readAs(event: MessengerEvent): ParsedWebhook {
  return { events: [event], skipped: [] }
}

/** Something that is no event for us; `raw` as it came. */
export function skipped(reason: SkipReason, kind: string, detail: string, raw: unknown) {
  return { events: [], skipped: [{ reason, kind, detail, raw }] } satisfies ParsedWebhook
}

/** Something that is not what it should be, with every path that is wrong. */
export function malformed(
  kind: string,
  issues: readonly SchemaIssue[],
  path: Path,
  raw: unknown,
): ParsedWebhook {
  const detail = issues
    .map(toPayloadIssue)
    .map((issue) => describeIssue({ ...issue, path: [...path, ...issue.path] }))
    .join('; ')
  return skipped('malformed-event', kind, detail, raw)
}

/** Several readings as one, in order. */
export function merge(parts: readonly ParsedWebhook[]): ParsedWebhook {
  const [only] = parts
  // Nearly all webhooks hold one entry with one event: nothing to copy.
  if (only !== undefined && parts.length === 1) return only
  return {
    events: parts.flatMap(({ events }) => events),
    skipped: parts.flatMap((part) => part.skipped),
  }
}

const envelopeKeys = ['sender', 'recipient', 'timestamp', 'id', 'time', 'field', 'value']

/** The kind of an item, else the wire's own word for it: its first key that not every item has. */
export function wordFor(value: unknown): string {
  if (!isObject(value)) return 'unknown'
  const { field } = value
  if (typeof field === 'string') return field
  const word = Object.keys(value).find((key) => !envelopeKeys.includes(key))
  return kindOf(value) ?? word ?? 'unknown'
}

/** Whether a JSON value is an object with keys. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
