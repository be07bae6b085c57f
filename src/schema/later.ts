/**
 * Delays making a value until its first use. For segmenters and regular expressions over whole alphabets: to make all
 * of this package's would take longer than to import zod.
 */
export function later<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
