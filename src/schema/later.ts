/**
 * Delays making a value until its first use. For schemas that few messages need, segmenters, and regular expressions
 * over whole alphabets: making all of them at the start would take longer than importing zod.
 */
export function later<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
