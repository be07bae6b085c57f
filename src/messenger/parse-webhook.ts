import { describeIssue, isMessengerCimError, PayloadError, unreadableOr } from '../errors.ts'
import { read } from '../schema/reader.ts'
import { contentsOf, type EventKind } from './event.ts'
import { readEvent } from './read-event.ts'
import {
  isObject,
  malformed,
  type ParsedWebhook,
  type Path,
  unreadable,
  wordFor,
} from './reading.ts'
import { skipEach } from './skip-each.ts'
import {
  changeSchema,
  type Entry,
  entrySchema,
  isMessagingField,
  webhookSchema,
} from './webhook.ts'

/** Whose events they are, where they stand in the body, and where to put them. */
type Place = { entry: Entry; standby: boolean; path: Path; found: ParsedWebhook }

/** Reads an element of a list: `place` is the list's, so that what is well needs no path of its own. */
type Reader = (value: unknown, place: Place, index: number) => void

/** What reads the elements of each list of an entry. */
const readers: ReadonlyMap<string, Reader> = new Map([
  ['messaging', readItem],
  ['standby', readItem],
  ['changes', readChange],
  ['calls', readCall],
  // The story behind the messages of a lead ad, beside them.
  ['hop_context', ignore],
])

/**
 * Takes a webhook body apart. Every event in it ends in `events` or in `skipped`; one that is malformed
 * costs only itself. Also reads the `{field, value}` of the dashboard's "Test" button. Events share objects with
 * the payload: change neither, or copy first.
 *
 * @param payload the parsed JSON body, nothing assumed about it
 * @throws {PayloadError} when it is no webhook body at all
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks
 */
export function parseWebhook(payload: unknown): ParsedWebhook {
  try {
    return readWebhook(payload)
  } catch (error) {
    if (isMessengerCimError(error)) throw error
    throw new PayloadError('webhook', [unreadableOr(error, payload)])
  }
}

function readWebhook(payload: unknown): ParsedWebhook {
  const found: ParsedWebhook = { events: [], skipped: [] }
  if (isObject(payload) && 'field' in payload && !('entry' in payload)) {
    readChange(payload, { entry: {}, standby: false, path: [], found })
    return found
  }
  const webhook = read(webhookSchema, payload)
  if ('issues' in webhook) throw new PayloadError('webhook', webhook.issues)
  const { object, entry } = webhook.data
  if (object === 'page') readEntries(entry, found)
  else if (object === 'instagram') skipEach(entry, 'instagram', 'an Instagram webhook', found)
  else skipEach(entry, 'unknown-event', 'a webhook of another product', found)
  return found
}

function readEntries(entries: readonly unknown[], found: ParsedWebhook): void {
  for (let index = 0; index < entries.length; index += 1) {
    try {
      readEntry(entries[index], index, found)
    } catch (error) {
      found.skipped.push(unreadable('entry', error, entries[index], ['entry', index]))
    }
  }
}

function readEntry(value: unknown, index: number, found: ParsedWebhook): void {
  const result = read(entrySchema, value)
  const { events, skipped } = found
  if ('issues' in result) {
    skipped.push(malformed('entry', result.issues, ['entry', index], value))
    return
  }
  const entry: Entry = result.data
  const before = events.length + skipped.length
  for (const key of Object.keys(entry)) {
    if (key === 'id' || key === 'time') continue
    readList(entry[key], readers.get(key), {
      entry,
      standby: key === 'standby',
      path: ['entry', index, key],
      found,
    })
  }
  if (events.length + skipped.length > before) return
  const detail = describeIssue({ path: ['entry', index], message: 'holds no events' })
  skipped.push({ reason: 'unknown-event', kind: 'entry', detail, raw: value })
}

function readList(list: unknown, reader: Reader | undefined, place: Place): void {
  if (Array.isArray(list)) {
    const readOne = reader ?? readUnknown
    for (let index = 0; index < list.length; index += 1) {
      try {
        readOne(list[index], place, index)
      } catch (error) {
        place.found.skipped.push(unreadable('unknown', error, list[index], [...place.path, index]))
      }
    }
  } else if (reader !== undefined && list !== null && list !== undefined) {
    const issues = [{ path: [], message: 'expected an array' }]
    place.found.skipped.push(malformed('entry', issues, place.path, list))
  }
}

function readItem(value: unknown, place: Place, index: number | 'value'): void {
  const { path, found } = place
  if (!isObject(value)) {
    const issues = [{ path: [], message: 'expected an object' }]
    found.skipped.push(malformed('unknown', issues, [...path, index], value))
    return
  }
  const { kinds, unknown } = contentsOf(value)
  if (kinds.length === 0) {
    readUnknown(value, place, index)
    return
  }
  for (const kind of kinds) readKind(kind, value, place, index)
  for (const key of unknown) {
    const detail = describeIssue({ path: [...path, index, key], message: unknownKind })
    found.skipped.push({ reason: 'unknown-event', kind: key, detail, raw: value })
  }
}

/** A change of the Page itself, or a messaging event in the dashboard's test shape. */
function readChange(value: unknown, place: Place, index?: number): void {
  const change = read(changeSchema, value)
  const path = index === undefined ? place.path : [...place.path, index]
  if ('issues' in change) {
    place.found.skipped.push(malformed('change', change.issues, path, value))
    return
  }
  const { field, value: item } = change.data
  if (isMessagingField(field)) {
    const standby = place.standby || field === 'standby'
    readItem(item, { ...place, standby, path }, 'value')
  } else {
    const detail = `a change of ${field}`
    place.found.skipped.push({ reason: 'page-change', kind: field, detail, raw: value })
  }
}

function readCall(value: unknown, place: Place, index: number): void {
  readKind('call', value, place, index)
}

function ignore(): void {}

const unknownKind = 'an event of an unknown kind'

/** An event, or a list of them, that this version does not know. */
function readUnknown(value: unknown, { path, found }: Place, index: number | 'value'): void {
  const detail = describeIssue({ path: [...path, index], message: unknownKind })
  found.skipped.push({ reason: 'unknown-event', kind: wordFor(value), detail, raw: value })
}

function readKind(kind: EventKind, value: unknown, place: Place, index: number | 'value'): void {
  const { entry, standby, path, found } = place
  const envelope = { pageId: entry.id ?? '', standby, entryTime: entry.time }
  const result = readEvent(kind, value, envelope)
  if ('event' in result) found.events.push(result.event)
  else found.skipped.push(malformed(kind, result.issues, [...path, index], value))
}
