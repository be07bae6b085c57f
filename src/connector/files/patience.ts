import { setTimeout as pause } from 'node:timers/promises'

/** The first pause between attempts, in ms; each is twice as long as the one before, up to {@link longestPause}. */
const firstPause = 250

/** In ms. */
const longestPause = 5_000

/**
 * Tries again what fails, with growing pauses, until it works, fails in a way that is no use to try again, or so much
 * time has passed.
 *
 * @param attempt gets how much time is left: for the first attempt there is no limit
 * @param retryForMs counted from the first failure; 0 to try once
 * @throws what the last attempt failed with
 */
export async function withPatience<T>(
  attempt: (leftMs: () => number) => Promise<T>,
  { retryForMs, mayPass }: { retryForMs: number; mayPass: (error: unknown) => boolean },
): Promise<T> {
  let until: number | undefined
  function leftMs(): number {
    return until === undefined ? Number.POSITIVE_INFINITY : Math.max(1, until - performance.now())
  }
  for (let wait = firstPause; ; wait = Math.min(2 * wait, longestPause)) {
    try {
      return await attempt(leftMs)
    } catch (error) {
      const at = performance.now()
      until ??= at + retryForMs
      if (!mayPass(error) || at >= until) throw error
      await pause(Math.min(wait, until - at))
    }
  }
}
