import { describeIssue, issueWords, PayloadError } from '../errors.ts'
import { type EventKind, kindsOf, unknownKeysOf } from './event.ts'
import { readEvent } from './read-event.ts'
import {
  isObject,
  malformed,
  merge,
  nothing,
  type ParsedWebhook,
  type Path,
  readAs,
  skipped,
  wordFor,
} from './reading.ts'
import type { SkipReason } from './skipped.ts'
import { changeSchema, type Entry, entrySchema, webhookSchema } from './webhook.ts'

/** Whose events they are, and where they stand in the body. */
type Place = { entry: Entry; standby: boolean; path: Path }

type Reader = (value: unknown, place: Place) => ParsedWebhook

/** What reads the elements of each list of an entry. */
const readers: ReadonlyMap<string, Reader> = new Map([
  ['messaging', readItem],
  ['standby', readItem],
  ['changes', readChange],
  ['calls', readCall],
  // The story behind the messages of a lead ad, beside them.
  ['hop_context', () => nothing],
])

/**
 * Takes a webhook body apart. Every event in it ends in `events` or in `skipped`; one that is malformed
 * costs only itself. Also reads the `{field, value}` of the dashboard's "Test" button.
 *
 * @param payload the parsed JSON body, nothing assumed about it
 * @throws {PayloadError} when it is no webhook body at all
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks
 */
export function parseWebhook(payload: unknown): ParsedWebhook {
  if (isObject(payload) && 'field' in payload && !('entry' in payload)) {
    return readChange(payload, { entry: {}, standby: false, path: [] })
  }
  const webhook = webhookSchema.safeParse(payload, { error: issueWords })
  if (!webhook.success) throw new PayloadError('webhook', webhook.error.issues)
  const { object, entry } = webhook.data
  if (object === 'instagram') return skipEach(entry, 'instagram', 'an Instagram webhook')
  if (object !== 'page') return skipEach(entry, 'unknown-event', 'a webhook of another product')
  return merge(entry.map((value, index) => readEntry(value, ['entry', index])))
}

/** Webhooks that are none of ours: each event, or else each entry, is told with the same reason. */
function skipEach(entries: readonly unknown[], reason: SkipReason, detail: string): ParsedWebhook {
  const raws = entries.flatMap((value): unknown[] => {
    if (!isObject(value)) return [value]
    const events = [value.messaging, value.standby, value.changes].filter(Array.isArray).flat()
    return events.length > 0 ? events : [value]
  })
  return merge(raws.map((raw) => skipped(reason, wordFor(raw), detail, raw)))
}

function readEntry(value: unknown, path: Path): ParsedWebhook {
  const result = entrySchema.safeParse(value, { error: issueWords })
  if (!result.success) return malformed('entry', result.error.issues, path, value)
  const { id, time, ...lists } = result.data
  const parsed = merge(
    Object.entries(lists).map(([key, list]) => {
      const place = { entry: { id, time }, standby: key === 'standby', path: [...path, key] }
      const read = readers.get(key) ?? readUnknown
      return Array.isArray(list) || readers.has(key) ? readList(list, place, read) : nothing
    }),
  )
  if (parsed.events.length + parsed.skipped.length > 0) return parsed
  const detail = describeIssue({ path: [...path], message: 'holds no events' })
  return skipped('unknown-event', 'entry', detail, value)
}

function readList(list: unknown, place: Place, read: Reader): ParsedWebhook {
  if (list === null || list === undefined) return nothing
  if (!Array.isArray(list)) {
    return malformed('entry', [{ path: [], message: 'expected an array' }], place.path, list)
  }
  return merge(list.map((value, index) => read(value, { ...place, path: [...place.path, index] })))
}

function readItem(value: unknown, place: Place): ParsedWebhook {
  if (!isObject(value)) {
    return malformed('unknown', [{ path: [], message: 'expected an object' }], place.path, value)
  }
  const kinds = kindsOf(value)
  if (kinds.length === 0) return readUnknown(value, place)
  const events = kinds.map((kind) => readKind(kind, value, place))
  const unknown = unknownKeysOf(value).map((key) => {
    const detail = describeIssue({ path: [...place.path, key], message: unknownKind })
    return skipped('unknown-event', key, detail, value)
  })
  return merge([...events, ...unknown])
}

/** A change of the Page itself, or a messaging event in the dashboard's test shape. */
function readChange(value: unknown, place: Place): ParsedWebhook {
  const change = changeSchema.safeParse(value, { error: issueWords })
  if (!change.success) return malformed('change', change.error.issues, place.path, value)
  const { field, value: item } = change.data
  if (isMessagingField(field)) {
    const standby = place.standby || field === 'standby'
    return readItem(item, { ...place, standby, path: [...place.path, 'value'] })
  }
  return skipped('page-change', field, `a change of ${field}`, value)
}

/** Fields that carry conversation events; all others concern the Page and its posts. */
function isMessagingField(field: string): boolean {
  return /^(messages|message_(echoes|deliveries|reads|edits|reactions)|messaging_(?!integrity)\w+|standby|response_feedback|send_cart)$/.test(
    field,
  )
}

function readCall(value: unknown, place: Place): ParsedWebhook {
  return readKind('call', value, place)
}

const unknownKind = 'an event of an unknown kind'

/** An event, or a list of them, that this version does not know. */
function readUnknown(value: unknown, { path }: Place): ParsedWebhook {
  const detail = describeIssue({ path, message: unknownKind })
  return skipped('unknown-event', wordFor(value), detail, value)
}

function readKind(kind: EventKind, value: unknown, { entry, standby, path }: Place): ParsedWebhook {
  const envelope = { pageId: entry.id ?? '', standby, entryTime: entry.time }
  const result = readEvent(kind, value, envelope)
  return 'issues' in result ? malformed(kind, result.issues, path, value) : readAs(result.event)
}
