/** Asynchronous lookups for a synchronous caller. */
export type Lookup<K, V> = {
  /** Returns what was found; undefined when there is nothing, or it was not looked up yet. */
  ask(key: K): V | undefined
  /** Looks up the keys that were asked for and are missing; false when there are none. */
  answer(): false | Promise<true>
}

/**
 * Lets a pure, synchronous translation ask an asynchronous store. The translation runs, the keys that it asked for are
 * looked up, and it runs again until nothing is missing. It is pure, so it may run more than once.
 */
export function createLookup<K, V>(find: (key: K) => Promise<V>): Lookup<K, V> {
  // Made with the first question, because most translations ask nothing.
  let found: Map<K, V> | undefined
  let open: Set<K> | undefined

  async function findAll(keys: ReadonlySet<K>): Promise<true> {
    const values = await Promise.all([...keys].map(async (key) => [key, await find(key)] as const))
    found = new Map([...(found ?? []), ...values])
    return true
  }

  return {
    ask(key) {
      if (!found?.has(key)) open = (open ?? new Set()).add(key)
      return found?.get(key)
    },
    answer() {
      if (open === undefined) return false
      const keys = open
      open = undefined
      return findAll(keys)
    },
  }
}
