/**
 * Where something differs from what was expected. Only what is expected is looked at: an object may have
 * more fields, a list must be as long. A regular expression expects a text that it matches.
 */
export function differences(expected: unknown, actual: unknown, path = ''): string[] {
  if (expected instanceof RegExp) {
    const matches = typeof actual === 'string' && expected.test(actual)
    return matches ? [] : [`${path}: expected ${expected}, got ${shown(actual)}`]
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      const got = Array.isArray(actual) ? actual.length : shown(actual)
      return [`${path}: expected ${expected.length}, got ${got}`]
    }
    return expected.flatMap((item, index) => differences(item, actual[index], `${path}[${index}]`))
  }
  if (isRecord(expected)) {
    if (!isRecord(actual)) return [`${path}: expected an object, got ${shown(actual)}`]
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(value, actual[key], path === '' ? key : `${path}.${key}`),
    )
  }
  return expected === actual ? [] : [`${path}: expected ${shown(expected)}, got ${shown(actual)}`]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
