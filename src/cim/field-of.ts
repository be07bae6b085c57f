/**
 * A field that the types do not list, such as `customer` in a header or what a later version of CX or Meta adds.
 * Reading is open: whatever came survives, and this is how to reach it without a cast.
 *
 * @param value anything; what is not an object has no fields
 * @param field the field's name; only fields of the object itself count
 * @returns its value, or `undefined` where there is none. It is `unknown`: check it before you use it.
 *
 * @example
 * fieldOf(fieldOf(message.header, 'customer'), 'firstName')
 */
export function fieldOf(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, field)?.value
}
