/**
 * The JSON of a value from a webhook; `''` when the value is nested too deep for the engine's stack, or holds a cycle,
 * as only a caller's own objects can.
 */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value, digits) ?? ''
  } catch {
    return ''
  }
}

/** Writes long ids, which some JSON parsers read as bigint, as their digits. */
function digits(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
