import { invalid, type Path } from './invalid.ts'

/** The deepest nesting: more than any request needs, and well within an engine's stack. */
const deepest = 100

/**
 * A value of an open field as JSON, for fields that go to Messenger unchanged. `null` is left out; a bigint becomes its
 * digits.
 * @throws {PayloadError} for what JSON cannot hold, with its path
 */
export function plainValue(value: unknown, path: Path, depth = 0): unknown {
  if (depth > deepest) throw invalid(path, `is nested deeper than ${deepest} levels`)
  if (value === null || value === undefined) return undefined
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || !isPlain(value)) throw invalid(path, 'expected a JSON value')
  if (Array.isArray(value)) {
    const items = value.map((item, index) => plainValue(item, [...path, index], depth + 1))
    return items.filter((item) => item !== undefined)
  }
  const fields = Object.entries(value).map(
    ([key, field]) => [key, plainValue(field, [...path, key], depth + 1)] as const,
  )
  // Schemas leave out `__proto__`, too.
  return Object.fromEntries(
    fields.filter(([key, field]) => field !== undefined && key !== '__proto__'),
  )
}

/** Whether a value is a plain object or array, not a `Date`, a `Map` or anything else that JSON would change. */
function isPlain(value: object): boolean {
  return /^\[object (?:Object|Array)\]$/.test(Object.prototype.toString.call(value))
}
