/** Asynchronous lookups for a synchronous caller. */
export type Lookup<K, V> = {
  /** Returns what was found; undefined when there is nothing, or it was not looked up yet. */
  ask(key: K): V | undefined
  /** Looks up the keys that were asked for and are missing; false when there are none. */
  answer(): Promise<boolean>
}

/**
 * Lets a pure, synchronous translation ask an asynchronous store. The translation runs, the keys that it asked for are
 * looked up, and it runs again until nothing is missing. It is pure, so it may run more than once.
 */
export function createLookup<K, V>(find: (key: K) => Promise<V>): Lookup<K, V> {
  const found = new Map<K, V>()
  const open = new Set<K>()
  return {
    ask(key) {
      if (!found.has(key)) open.add(key)
      return found.get(key)
    },
    async answer() {
      const keys = [...open]
      open.clear()
      await Promise.all(keys.map(async (key) => found.set(key, await find(key))))
      return keys.length > 0
    },
  }
}
