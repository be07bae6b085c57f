/** Types of values as bits of a number, so that one `&` checks a value against several types. */
export const types = {
  none: 0,
  string: 1,
  /** A number that JSON can hold. */
  number: 2,
  boolean: 4,
  null: 8,
  undefined: 16,
  /** Objects, lists, and values that are not JSON. */
  other: 32,
  all: 63,
} as const

/** The type of a value, as one of the bits. */
export function typeOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return types.string
    case 'number':
      return Number.isFinite(value) ? types.number : types.other
    case 'boolean':
      return types.boolean
    case 'undefined':
      return types.undefined
    default:
      return value === null ? types.null : types.other
  }
}
