/** The callers in this process that wait for the echo of a request. */
export type EchoWaits = {
  /** Resolves to true when the echo arrives, to false after `ms` without one. */
  arrival(key: string, ms: number): Promise<boolean>
  arrived(key: string): void
}

/** Creates an empty list of waits. */
export function createEchoWaits(): EchoWaits {
  const waits = new Map<string, (isThere: boolean) => void>()
  return {
    arrival(key, ms) {
      return new Promise((resolve) => {
        const timer = setTimeout(settle, ms, false)
        function settle(isThere: boolean): void {
          clearTimeout(timer)
          waits.delete(key)
          resolve(isThere)
        }
        waits.set(key, settle)
      })
    },
    arrived: (key) => waits.get(key)?.(true),
  }
}
