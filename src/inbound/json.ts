/**
 * The JSON of something that came in a webhook, `''` where there is none: nested deeper than the engine's stack
 * goes, or no JSON at all (a cycle, which only a caller's own objects have). It costs only itself.
 */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value, digits) ?? ''
  } catch {
    return ''
  }
}

/** Long ids that a reader of JSON kept as bigint. */
function digits(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
