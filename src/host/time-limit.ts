import { longestTimeout } from '../ccm/options.ts'
import { PayloadError } from '../errors.ts'

/**
 * A time limit, in ms, that timers can hold: of `Infinity` they would make a millisecond.
 *
 * @throws {PayloadError} when it is no time
 */
export function timeLimit(timeoutMs: number): number {
  if (typeof timeoutMs === 'number' && timeoutMs >= 0) return Math.min(timeoutMs, longestTimeout)
  throw new PayloadError('options', [{ path: ['timeoutMs'], message: 'expected a number of ms' }])
}
