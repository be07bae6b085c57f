import { describeIssue, PayloadError } from '../errors.ts'
import { type EventKind, kindOf } from './event.ts'
import { readEvent } from './read-event.ts'
import {
  isObject,
  malformed,
  merge,
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
  const webhook = webhookSchema.safeParse(payload)
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
  const result = entrySchema.safeParse(value)
  if (!result.success) return malformed('entry', result.error.issues, path, value)
  const entry = result.data
  const place = { entry, standby: false, path }
  const lists = [
    { key: 'messaging', list: entry.messaging, standby: false, read: readItem },
    { key: 'standby', list: entry.standby, standby: true, read: readItem },
    { key: 'changes', list: entry.changes, standby: false, read: readChange },
    { key: 'calls', list: entry.calls, standby: false, read: readCall },
  ].filter(({ list }) => list !== undefined && list !== null)
  const parsed = merge(
    lists.map(({ key, list, standby, read }) =>
      readList(list, { ...place, standby, path: [...path, key] }, read),
    ),
  )
  if (parsed.events.length + parsed.skipped.length > 0) return parsed
  const detail = describeIssue({ path: [...path], message: 'holds no events' })
  return skipped('unknown-event', 'entry', detail, value)
}

function readList(
  list: unknown,
  place: Place,
  read: (value: unknown, place: Place) => ParsedWebhook,
): ParsedWebhook {
  if (!Array.isArray(list)) {
    return malformed('entry', [{ path: [], message: 'expected an array' }], place.path, list)
  }
  return merge(list.map((value, index) => read(value, { ...place, path: [...place.path, index] })))
}

function readItem(value: unknown, place: Place): ParsedWebhook {
  if (!isObject(value)) {
    return malformed('unknown', [{ path: [], message: 'expected an object' }], place.path, value)
  }
  const kind = kindOf(value)
  if (kind !== undefined) return readKind(kind, value, place)
  const detail = describeIssue({ path: place.path, message: 'an event of an unknown kind' })
  return skipped('unknown-event', wordFor(value), detail, value)
}

/** A change of the Page itself, or a messaging event in the dashboard's test shape. */
function readChange(value: unknown, place: Place): ParsedWebhook {
  const change = changeSchema.safeParse(value)
  if (!change.success) return malformed('change', change.error.issues, place.path, value)
  const { field, value: item } = change.data
  if (isMessagingField(field)) return readItem(item, { ...place, path: [...place.path, 'value'] })
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

function readKind(kind: EventKind, value: unknown, { entry, standby, path }: Place): ParsedWebhook {
  const envelope = { pageId: entry.id ?? '', standby, entryTime: entry.time }
  const result = readEvent(kind, value, envelope)
  return 'issues' in result ? malformed(kind, result.issues, path, value) : readAs(result.event)
}
