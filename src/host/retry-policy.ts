import {
  CcmError,
  GraphError,
  isMessengerCimError,
  SendAbortedError,
  StorageError,
} from '../errors.ts'
import type { Task, TaskOutcome } from './task-queue.ts'

const second = 1000
const minute = 60 * second
const day = 24 * 60 * minute

/** For how long a task is tried, in ms. CX can wait; an agent wants to hear soon that they were not heard. */
const patience = { webhook: day, notice: day, changes: day, cim: 2 * minute } as const

/** What is tried again. */
export type RetriedKind = keyof typeof patience

/** The pause before another attempt doubles from a second up to this, in ms. */
const longestPause = minute

/** While nothing can be stored, nothing is tried. In ms. */
const storagePause = 5 * second

/**
 * When a task that failed is to be tried again; nothing when it is to be given up.
 *
 * @param now in ms
 * @param mayRepeat whether the same may work later
 */
export function retryOf(
  { attempts, firstTriedAt }: Pick<Task, 'attempts' | 'firstTriedAt'>,
  kind: RetriedKind,
  { error, mayRepeat, now }: { error: unknown; mayRepeat: boolean; now: number },
): Extract<TaskOutcome, { result: 'later' }> | undefined {
  if (error instanceof StorageError) {
    return { result: 'later', pauseMs: storagePause, untried: true }
  }
  const pauseMs = Math.max(
    Math.min(longestPause, second * 2 ** Math.min(attempts, 10)),
    retryAfterOf(error) ?? 0,
  )
  // The other side may ask to wait for longer than anybody would.
  const isTooLate = now + pauseMs - (firstTriedAt ?? now) > patience[kind]
  return mayRepeat && !isTooLate ? { result: 'later', pauseMs } : undefined
}

/**
 * Whether a message may be sent again after this failure. One that Meta may have delivered is not: the customer would
 * get it twice. Of errors that are not this package's (a log that is down) nothing tells that they will last.
 */
export function maySendAgain(error: unknown): boolean {
  if (!isMessengerCimError(error)) return true
  if (error instanceof SendAbortedError) return maySendAgain(error.cause)
  if (error instanceof GraphError) return error.retryable && !error.possiblyDelivered
  return 'retryable' in error && error.retryable === true
}

/** For how long the other side asked to be left alone, in ms. */
function retryAfterOf(error: unknown): number | undefined {
  if (error instanceof SendAbortedError) return retryAfterOf(error.cause)
  const isTold = error instanceof GraphError || error instanceof CcmError
  return isTold ? error.retryAfterMs : undefined
}
