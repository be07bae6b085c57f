/**
 * Whether a value is a string that begins with a visible ASCII character, as nearly all ids and texts do. This check
 * takes a tenth of the time of `/\S/`.
 */
export function isWritten(value: unknown): value is string {
  if (typeof value !== 'string') return false
  // `NaN` for an empty string.
  const code = value.charCodeAt(0)
  return code > 0x20 && code < 0x7f
}
