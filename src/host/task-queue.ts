import type { ErrorFacts } from '../connector/connector-event.ts'
import type { DeadLetters } from './dead-letters.ts'

/** A task to add to a queue. */
export type NewTask = {
  /** What is to be done. The queue only stores this word of the host. */
  kind: string
  /** Tasks of one lane run in order, lanes side by side. Any text. */
  lane: string
  /** What the task works on. Any text, usually JSON. */
  body: string
  /** The earliest time to run it, in ms since 1970. Later tasks of its lane wait too. Default: at once. */
  notBefore?: number | undefined
}

/** A task that a queue hands out. */
export type Task = {
  /** Unique within the queue. */
  id: string
  /** What is to be done, as it was added. */
  kind: string
  /** Its lane, as it was added. */
  lane: string
  /** What the task works on, as it was added. */
  body: string
  /** When it was added, in ms. */
  acceptedAt: number
  /** How often it was tried before: runs that ended as `later` without `untried`. */
  attempts: number
  /** When the first of these runs ended, in ms. */
  firstTriedAt: number | undefined
  /**
   * The steps that an earlier run began and whose end nobody knows, because its process died or lost its hold on the
   * task. Empty on the first run, and after a run that ended, also as `later`.
   */
  begun: readonly number[]
  /**
   * How many runs in a row were lost because their process died or lost its hold. Absent when there were none, and for
   * queues that do not count them.
   */
  lost?: number | undefined
}

/** How a task ended. The tasks in `add` are stored together with the end: both or neither. */
export type TaskOutcome =
  /** It is done. */
  | { result: 'done'; add?: readonly NewTask[] | undefined }
  /** It runs again after `pauseMs`; its lane waits. `untried`: this run does not count as an attempt. */
  | { result: 'later'; pauseMs: number; untried?: boolean | undefined }
  /** It becomes a dead letter, and its lane goes on. `reason` holds nothing that people wrote. */
  | { result: 'dead'; reason: ErrorFacts; add?: readonly NewTask[] | undefined }

/** Runs a task. When it rejects, the task runs again later. */
export type RunTask = (task: Task) => Promise<TaskOutcome>

/** The options of {@link TaskQueue.work}. */
export type WorkOptions = {
  /** How many tasks run at a time in this process. Default 500. */
  concurrency?: number | undefined
  /** Gets errors that no caller sees, such as a failure to write the end of a task. Its own errors are ignored. */
  onError?: ((error: unknown) => void) | undefined
}

/** A process that works on a queue. */
export type TaskWorker = {
  /**
   * Resolves when the work on what was left in the queue begins.
   * @throws {StorageError} when this process cannot work on it
   */
  ready: Promise<void>
  /**
   * Ends the work. For up to `timeoutMs` (default 0) it still runs what can run now, if no other process would. Then it
   * starts nothing new. Resolves when all runs that have begun a step have ended. Other runs are abandoned, and the
   * next process runs those tasks again.
   */
  stop(options?: { timeoutMs?: number | undefined }): Promise<void>
}

/**
 * Keeps tasks until they are done, across restarts, and hands them out in order.
 *
 * A queue knows lanes, pauses and dead letters, but not what a task is about. The host decides when to retry and when
 * to give up. Every function rejects with a {@link StorageError} when the store fails. `openSqlite` and `connectBullmq`
 * return one; test your own with `testTaskQueue` of `messenger-cim/testing`.
 */
export type TaskQueue = {
  /** Adds tasks at the end of their lanes, in this order; all of them or none. Durable once it resolves. */
  add(tasks: readonly NewTask[]): Promise<void>
  /**
   * Runs tasks: at most one of a lane at a time, across all processes, and the next one only when that one has ended. A
   * task whose process died runs again, with the steps that it had begun.
   */
  work(run: RunTask, options?: WorkOptions): TaskWorker
  /**
   * Records that a task begins a step that must not be repeated. Resolves once that is durable.
   * @throws {StorageError} when it could not be written, or when this process no longer holds the task; do not take the
   * step then
   */
  begin(task: Task, step: number): Promise<void>
  /** Whether any process runs a task of this lane now. */
  isRunning(lane: string): Promise<boolean>
  /** How many tasks are not done yet, and how many dead letters there are. */
  counts(): Promise<{ waiting: number; dead: number }>
  /**
   * Checks that the queue can store, by storing something.
   * @throws {StorageError} when it cannot
   */
  check(): Promise<void>
  /** The tasks that were given up. Any process may use them, also while another one works. */
  deadLetters: DeadLetters
}
