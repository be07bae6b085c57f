/**
 * Delays making a value until its first use. For schemas that few messages need, segmenters, and regular expressions
 * over whole alphabets: making all of them at the start would take longer than importing zod.
 */
export function later<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
