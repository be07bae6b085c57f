import { read } from '../schema/reader.ts'
import { readCall, readChange, readItem, readUnknown } from './read-item.ts'
import { malformed, type ParsedWebhook, type Place, readEach, unknownEvent } from './reading.ts'
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
export function readEntry(
  value: unknown,
  { found }: { found: ParsedWebhook },
  index: number,
): void {
  const { events, skipped } = found
  const before = events.length + skipped.length
  if (isUsualEntry(value)) readLists(value, ['messaging'], index, found)
  else {
    const { data, issues } = read(entrySchema, value)
    if (issues !== undefined) {
      skipped.push(malformed('entry', issues, ['entry', index], value))
      return
    }
    const keys = Object.keys(data).filter((key) => key !== 'id' && key !== 'time')
    readLists(data, keys, index, found)
  }
  if (events.length + skipped.length > before) return
  skipped.push(unknownEvent('entry', ['entry', index], value, 'holds no events'))
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
    readEach(list, 'unknown', place, readOne)
  } else if (reader !== undefined && list !== null && list !== undefined) {
    const issues = [{ path: [], message: 'expected an array' }]
    place.found.skipped.push(malformed('entry', issues, place.path, list))
  }
}

function ignore(): void {}
