import type { GraphError, GraphErrorReason } from '../errors.ts'
import { backoffMs } from '../http/backoff.ts'
import { wait } from '../http/wait.ts'
import type { Outcome } from './answer.ts'

/** Reasons that are temporary. */
const passing: ReadonlySet<GraphErrorReason> = new Set([
  'rate_limited',
  'temporary',
  'no_response',
  'timed_out',
])

/** How a call may be retried. */
export type RetryPolicy = {
  retries: number
  maxWaitMs: number
  /** The call may be retried: no customer sees it. */
  repeatable: boolean
  signal?: AbortSignal | undefined
}

/**
 * Retries a call while that is safe and useful. A send is retried only when Meta cannot have delivered it: the
 * connection was refused, or the answer was a rate limit. It waits as long as Meta asks, else a growing time of which
 * half is random. It does not wait longer than `maxWaitMs`, but returns the failure.
 */
export async function withRetries<T>(
  attempt: () => Promise<Outcome<T>>,
  { retries, maxWaitMs, repeatable, signal }: RetryPolicy,
): Promise<Outcome<T>> {
  for (let repeated = 0; ; repeated += 1) {
    const outcome = await attempt()
    if (outcome.error === undefined || repeated === retries) return outcome
    if (!mayRepeat(outcome.error, repeatable)) return outcome
    const waitMs = outcome.error.retryAfterMs ?? backoffMs(repeated)
    if (waitMs > maxWaitMs) return outcome
    await wait(waitMs, signal)
  }
}

function mayRepeat(error: GraphError, repeatable: boolean): boolean {
  const { reason, retryable, possiblyDelivered } = error
  return retryable && passing.has(reason) && (repeatable || !possiblyDelivered)
}
