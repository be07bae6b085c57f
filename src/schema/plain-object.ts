/**
 * Whether a value is an object as `JSON.parse` makes them, without a key that would set the prototype. An open schema
 * would drop that key; it leaves any other such object unchanged.
 */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !Object.hasOwn(value, '__proto__')
  )
}
