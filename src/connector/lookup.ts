/** Something that takes time to find, asked by something that cannot wait. */
export type Lookup<K, V> = {
  /** What was found; undefined also when it was not looked for yet. */
  ask(key: K): V | undefined
  /** Looks for what was asked since; false when nothing was. */
  answer(): Promise<boolean>
}

/**
 * Lets a pure, synchronous translation ask a store that takes time: the translation runs and asks, what it
 * asked is looked up, and it runs again until nothing is left open. Being pure, it may run more than once.
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
