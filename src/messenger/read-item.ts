import { read } from '../schema/reader.ts'
import { contentsOf, type EventKind } from './event.ts'
import { readEvent } from './read-event.ts'
import { isObject, malformed, type Place, unknownEvent, wordFor } from './reading.ts'
import { usualEvent } from './usual-event.ts'
import { changeSchema, isMessagingField } from './webhook.ts'

/** Reads the events in an item of `messaging` or `standby`: usually one. */
export function readItem(value: unknown, place: Place, index: number | 'value'): void {
  const { envelope, path, found } = place
  if (!isObject(value)) {
    const issues = [{ path: [], message: 'expected an object' }]
    found.skipped.push(malformed('unknown', issues, [...path, index], value))
    return
  }
  const usual = usualEvent(value, envelope)
  if (usual !== undefined) {
    found.events.push(usual)
    return
  }
  const { kinds, unknown } = contentsOf(value)
  if (kinds.length === 0) {
    readUnknown(value, place, index)
    return
  }
  for (const kind of kinds) readKind(kind, value, place, index)
  for (const key of unknown) found.skipped.push(unknownEvent(key, [...path, index, key], value))
}

/** Reads a change of the Page itself, or a messaging event or a call in the dashboard's test shape. */
export function readChange(value: unknown, place: Place, index?: number): void {
  const { envelope, found } = place
  const { data, issues } = read(changeSchema, value)
  const path = index === undefined ? place.path : [...place.path, index]
  if (issues !== undefined) {
    found.skipped.push(malformed('change', issues, path, value))
    return
  }
  const { field, value: item } = data
  if (isMessagingField(field)) {
    const standby = envelope.standby || field === 'standby'
    readItem(item, { envelope: { ...envelope, standby }, path, found }, 'value')
  } else if (field.startsWith('call')) {
    readKind('call', item, { envelope, path, found }, 'value')
  } else {
    const detail = `a change of ${field}`
    found.skipped.push({ reason: 'page-change', kind: field, detail, raw: value })
  }
}

/** Reads an element of `calls`. */
export function readCall(value: unknown, place: Place, index: number): void {
  readKind('call', value, place, index)
}

/** Skips an event, or a list of events, of an unknown kind. */
export function readUnknown(value: unknown, { path, found }: Place, index: number | 'value'): void {
  found.skipped.push(unknownEvent(wordFor(value), [...path, index], value))
}

function readKind(
  kind: EventKind,
  value: unknown,
  { envelope, path, found }: Place,
  index: number | 'value',
): void {
  const result = readEvent(kind, value, envelope)
  if ('event' in result) found.events.push(result.event)
  else found.skipped.push(malformed(kind, result.issues, [...path, index], value))
}
