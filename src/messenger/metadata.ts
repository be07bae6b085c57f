import { LimitError } from '../errors.ts'
import { limits } from './limits.ts'

/** Which CIM message a Send request carries, and which of its requests it is, counted from 0. */
export type RequestKey = { cimId: string; index: number }

/** The beginning of our `metadata`. */
const prefix = 'cim:'

/** An index at the end: `#1`. */
const indexed = /^(.*)#(\d+)$/s

/**
 * The `metadata` of a request: `cim:ID`, and from the second request of a message on `cim:ID#1`. It comes back in
 * the echo, and nowhere else.
 * @throws {LimitError} when it is longer than Meta allows: a shortened id could not be matched
 */
export function writeMetadata({ cimId, index }: RequestKey): string {
  // An id that looks indexed always gets an index, so that it is read back unchanged.
  const end = index > 0 || (cimId.includes('#') && indexed.test(cimId)) ? `#${index}` : ''
  const room = limits.metadata.max - prefix.length - end.length
  const { length } = cimId
  if (length > room) throw new LimitError('id', { limit: room, actual: length, unit: 'characters' })
  return prefix + cimId + end
}

/** Reads what {@link writeMetadata} wrote; undefined when the metadata is not ours or names no message. */
export function readMetadata(metadata: string | null | undefined): RequestKey | undefined {
  if (!metadata?.startsWith(prefix)) return undefined
  const key = metadata.slice(prefix.length)
  const [, cimId, index] = indexed.exec(key) ?? [undefined, key, '0']
  return cimId ? { cimId, index: Number(index) } : undefined
}

/** Whether metadata is ours, even if it names no message. */
export function isOwnMetadata(metadata: string | null | undefined): boolean {
  return metadata?.startsWith(prefix) === true
}
