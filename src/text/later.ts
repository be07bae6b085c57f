/**
 * A value that is made when it is first asked for. For segmenters and expressions of whole alphabets: those of this
 * package together take the engine longer than importing zod.
 */
export function later<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
