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
  const isUsual = isUsualEntry(value)
  const { data, issues } = isUsual ? { data: value } : read(entrySchema, value)
  if (issues !== undefined) {
    skipped.push(malformed('entry', issues, ['entry', index], value))
    return
  }
  for (const key of isUsual ? ['messaging'] : Object.keys(data)) readList(data, key, index, found)
  if (events.length + skipped.length > before) return
  skipped.push(unknownEvent('entry', ['entry', index], value, 'holds no events'))
}

function readList(entry: Entry, key: string, index: number, found: ParsedWebhook): void {
  const list = entry[key]
  const reader = readers.get(key)
  const path = ['entry', index, key]
  if (Array.isArray(list)) {
    const envelope = { pageId: entry.id ?? '', standby: key === 'standby', entryTime: entry.time }
    readEach(list, 'unknown', { envelope, path, found }, reader ?? readUnknown)
  } else if (reader !== undefined && list !== null && list !== undefined) {
    const issues = [{ path: [], message: 'expected an array' }]
    found.skipped.push(malformed('entry', issues, path, list))
  }
}

function ignore(): void {}
