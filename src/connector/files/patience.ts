import { wait } from '../../http/wait.ts'

/** The first pause between attempts, in ms; each is twice as long as the one before, up to {@link longestPause}. */
const firstPause = 250

/** The longest pause between attempts, in ms. */
const longestPause = 5_000

/**
 * Retries an attempt with growing pauses, or as long as the service asks, until it succeeds, fails with an error that
 * does not pass, or the time is up.
 *
 * @param attempt gets a function that returns the time left, in ms; the first attempt has no limit
 * @param retryForMs how long to retry, counted from the first failure; 0 for a single attempt
 * @throws the error of the last attempt
 */
export async function withPatience<T>(
  attempt: (leftMs: () => number) => Promise<T>,
  { retryForMs, mayPass }: { retryForMs: number; mayPass: (error: unknown) => boolean },
): Promise<T> {
  let until: number | undefined
  function leftMs(): number {
    return until === undefined ? Number.POSITIVE_INFINITY : Math.max(1, until - performance.now())
  }
  for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
    try {
      return await attempt(leftMs)
    } catch (error) {
      const at = performance.now()
      until ??= at + retryForMs
      if (!mayPass(error) || at >= until) throw error
      await wait(Math.min(Math.max(pause, askedMs(error)), until - at))
    }
  }
}

/** How long the service asked to wait, in ms. Reads the field, not the class: see `isMessengerCimError`. */
function askedMs(error: unknown): number {
  if (!(error instanceof Error) || !('retryAfterMs' in error)) return 0
  return typeof error.retryAfterMs === 'number' ? error.retryAfterMs : 0
}
