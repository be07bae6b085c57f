/** Whether a value is an object as `JSON.parse` makes them, with this number of keys. */
export function hasKeys(value: unknown, count: number): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  let found = 0
  for (const _ in value) found += 1
  return found === count
}
