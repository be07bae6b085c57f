/**
 * A value that is made when it is first asked for. For expressions of whole alphabets: reading those of Markdown and
 * of sentences takes the engine longer than importing zod.
 */
export function later<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
