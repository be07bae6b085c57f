/** Waits for work, but no longer than a signal allows: work that misses the signal must not hang what waits for it. */
export function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    function end(): void {
      reject(signal.reason)
    }
    if (signal.aborted) end()
    signal.addEventListener('abort', end)
    // A listener that stays would hold what the work gave until the time is up.
    work.finally(() => signal.removeEventListener('abort', end)).then(resolve, reject)
  })
}
