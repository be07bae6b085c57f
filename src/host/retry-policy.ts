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

/** How long a task is retried, in ms. CX can wait; an agent has to learn soon that a message failed. */
const patience = { webhook: day, notice: day, changes: day, cim: 2 * minute } as const

/** The kinds of tasks that are retried. */
export type RetriedKind = keyof typeof patience

/** The longest pause before a retry, in ms. Pauses begin at a second and double. */
const longestPause = minute

/**
 * The longest pause that Meta or CX may ask for, in ms. A service that asks for a day may be back within the hour, and
 * the customer's messages would still wait.
 */
const longestAsked = 60 * minute

/** The pause after a storage failure, in ms. */
const storagePause = 5 * second

/**
 * Decides when a failed task runs again; undefined when it is given up.
 *
 * @param now in ms
 * @param mayRepeat whether a retry may succeed
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
    Math.min(longestAsked, retryAfterOf(error) ?? 0),
  )
  // Meta or CX may ask to wait for longer than an answer is retried.
  const isTooLate = now + pauseMs - (firstTriedAt ?? now) > patience[kind]
  return mayRepeat && !isTooLate ? { result: 'later', pauseMs } : undefined
}

/**
 * Whether a message may be sent again after this failure. A message that Meta may have delivered is not: the customer
 * would get it twice. Errors from outside this package, such as a log that is down, may be temporary.
 */
export function maySendAgain(error: unknown): boolean {
  if (!isMessengerCimError(error)) return true
  if (error instanceof SendAbortedError) return maySendAgain(error.cause)
  if (error instanceof GraphError) return error.retryable && !error.possiblyDelivered
  return 'retryable' in error && error.retryable === true
}

/** How long Meta or CX asked to wait, in ms. */
function retryAfterOf(error: unknown): number | undefined {
  if (error instanceof SendAbortedError) return retryAfterOf(error.cause)
  const mayAsk = error instanceof GraphError || error instanceof CcmError
  return mayAsk ? error.retryAfterMs : undefined
}
