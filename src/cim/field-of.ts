/**
 * Reads a field that the types do not list, such as `customer` in a header, or one that a later version of CX or Meta
 * adds. Reading keeps unknown fields, and this function reaches them without a cast.
 *
 * @param value any value; only objects have fields
 * @param field the field's name; only fields of the object itself count
 * @returns its value, or `undefined` when there is none. It is `unknown`: check it before you use it.
 *
 * @example
 * fieldOf(fieldOf(message.header, 'customer'), 'firstName')
 */
export function fieldOf(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, field)?.value
}
