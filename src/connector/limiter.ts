/** Runs tasks, a limited number at a time; the others wait in order. */
export type Limiter = <T>(task: () => Promise<T>) => Promise<T>

/** Creates a limiter. It bounds what tasks use together, such as memory for files. */
export function createLimiter(max: number): Limiter {
  const waiting: (() => void)[] = []
  let running = 0

  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return async (task) => {
    if (running < max) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await task()
    } finally {
      leave()
    }
  }
}
