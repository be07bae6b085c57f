/** Waits for work until a signal aborts. Work that ignores the signal cannot hang its caller. */
export function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    function end(): void {
      reject(signal.reason)
    }
    if (signal.aborted) end()
    signal.addEventListener('abort', end)
    // A listener that stays would hold the result of the work in memory until the signal aborts.
    work.finally(() => signal.removeEventListener('abort', end)).then(resolve, reject)
  })
}
