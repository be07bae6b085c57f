import { isObject } from '../messenger/reading.ts'

/** Reads what CX's model leaves open (`additionalDetails` and similar fields) without assumptions. */

/** The value under `keys` of an open value; undefined when there is none. */
export function valueAt(open: unknown, ...keys: readonly string[]): unknown {
  let value = open
  for (const key of keys) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined
    value = value[key]
  }
  return value
}

/** The text or number under `keys` of an open value, trimmed; `''` when there is none. */
export function textAt(open: unknown, ...keys: readonly string[]): string {
  const value = valueAt(open, ...keys)
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

/** The texts or numbers under each of `keys` of an open value. */
export function textsAt(open: unknown, keys: readonly string[]): string[] {
  return keys.map((key) => textAt(open, key))
}

/** The list under `keys` of an open value; a single value counts as a list of one. */
export function listAt(open: unknown, ...keys: readonly string[]): readonly unknown[] {
  const value = valueAt(open, ...keys)
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}
