import { describeIssue } from '../errors.ts'
import { read } from '../schema/reader.ts'
import { readCall, readChange, readItem, readUnknown } from './read-item.ts'
import { malformed, type ParsedWebhook, type Place, unreadable } from './reading.ts'
import { type Entry, entrySchema, isUsualEntry } from './webhook.ts'

/** Reads an element of a list. `place` is that of the list, so that valid elements need no path of their own. */
type Reader = (value: unknown, place: Place, index: number) => void

/** The readers for the elements of each list of an entry. */
const readers: ReadonlyMap<string, Reader> = new Map([
  ['messaging', readItem],
  ['standby', readItem],
  ['changes', readChange],
  ['calls', readCall],
  // The history of a lead ad, beside its messages.
  ['hop_context', ignore],
])

/** Reads every event of an element of `entry`. */
export function readEntry(value: unknown, index: number, found: ParsedWebhook): void {
  const { events, skipped } = found
  const before = events.length + skipped.length
  if (isUsualEntry(value)) readLists(value, ['messaging'], index, found)
  else {
    const entry = read(entrySchema, value)
    if ('issues' in entry) {
      skipped.push(malformed('entry', entry.issues, ['entry', index], value))
      return
    }
    const keys = Object.keys(entry.data).filter((key) => key !== 'id' && key !== 'time')
    readLists(entry.data, keys, index, found)
  }
  if (events.length + skipped.length > before) return
  const detail = describeIssue({ path: ['entry', index], message: 'holds no events' })
  skipped.push({ reason: 'unknown-event', kind: 'entry', detail, raw: value })
}

function readLists(
  entry: Entry,
  keys: readonly string[],
  index: number,
  found: ParsedWebhook,
): void {
  for (const key of keys) {
    const envelope = { pageId: entry.id ?? '', standby: key === 'standby', entryTime: entry.time }
    const path = ['entry', index, key]
    readList(entry[key], readers.get(key), { envelope, path, found })
  }
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

function ignore(): void {}
