import { longestPause } from './longest-pause.ts'
import { LaterError } from './take-turn.ts'

/**
 * The pause before the next attempt, in ms: doubles from `first` with each, and is no shorter than the
 * other side asked for. Up to a quarter of it is random, so that what failed together is not tried together.
 *
 * @param attempts how many were made, at least one
 */
export function pauseBefore(attempts: number, first: number, error?: Error): number {
  const whole = Math.min(first * 2 ** (attempts - 1), longestPause)
  const asked = error instanceof LaterError ? error.retryAfter : undefined
  return Math.max(Math.round(whole * (1 - Math.random() / 4)), asked ?? 0)
}
