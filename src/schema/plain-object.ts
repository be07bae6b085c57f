/**
 * Whether a value is an object as `JSON.parse` makes them, of which an open schema changes nothing by itself: it
 * drops a key that would set the prototype.
 */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !Object.hasOwn(value, '__proto__')
  )
}
