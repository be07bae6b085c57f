/** A set in memory that keeps only the newest values. */
export type BoundedSet = {
  add(value: string): void
  has(value: string): boolean
}

/** Creates an empty set of at most `max` values. */
export function createBoundedSet(max: number): BoundedSet {
  const values = new Set<string>()
  return {
    add(value) {
      values.add(value)
      const [oldest] = values
      if (values.size > max && oldest !== undefined) values.delete(oldest)
    },
    has: (value) => values.has(value),
  }
}
