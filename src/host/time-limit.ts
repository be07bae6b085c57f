import { PayloadError } from '../errors.ts'
import { longestTimeout } from '../http/longest-timeout.ts'

/**
 * Checks a time limit, in ms, and keeps it within what timers can hold: they would turn `Infinity` into a millisecond.
 *
 * @throws {PayloadError} when it is not a number of ms
 */
export function timeLimit(timeoutMs: number): number {
  if (typeof timeoutMs === 'number' && timeoutMs >= 0) return Math.min(timeoutMs, longestTimeout)
  throw new PayloadError('options', [{ path: ['timeoutMs'], message: 'expected a number of ms' }])
}
