/** The first backoff, in ms; each next one is twice as long. */
const firstMs = 300

/** Backoffs grow no longer than this, in ms. */
const longestMs = 10_000

/** How long to wait before a call is repeated that was repeated so often already, in ms; half of it is random. */
export function backoffMs(repeated: number): number {
  const whole = Math.min(firstMs * 2 ** repeated, longestMs)
  return whole / 2 + Math.random() * (whole / 2)
}
