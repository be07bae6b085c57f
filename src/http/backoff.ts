/** The first backoff, in ms; each next one is twice as long. */
const firstMs = 300

/** The longest backoff, in ms. */
const longestMs = 10_000

/**
 * How long to wait before the next retry, in ms; half of it is random. `repeated` counts the retries so far.
 */
export function backoffMs(repeated: number): number {
  const whole = Math.min(firstMs * 2 ** repeated, longestMs)
  return whole / 2 + Math.random() * (whole / 2)
}
