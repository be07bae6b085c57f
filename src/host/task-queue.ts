import type { ErrorFacts } from '../connector/connector-event.ts'
import type { DeadLetters } from './dead-letters.ts'

/** Something to do, as it is given to a queue. */
export type NewTask = {
  /** What is to be done; a word of the host's, which a queue only keeps. */
  kind: string
  /** Tasks of one lane are done in order, lanes side by side. Any text. */
  lane: string
  /** What it is done with. Any text, as a rule JSON. */
  body: string
  /** Not before this time, in ms since 1970; what is behind it in its lane waits too. Default: at once. */
  notBefore?: number | undefined
}

/** A task that a queue gives out to be done. */
export type Task = {
  /** Unique within the queue. */
  id: string
  kind: string
  lane: string
  body: string
  /** When it was added, in ms. */
  acceptedAt: number
  /** How often it was tried before: how often it ended as `later` without `untried`. */
  attempts: number
  /** When it ended so for the first time, in ms. */
  firstTriedAt: number | undefined
  /**
   * The steps that an earlier run began whose end nobody knows: its process died, or lost its hold on the task.
   * Empty for a task that was not run before, and after one that ended, also as `later`.
   */
  begun: readonly number[]
  /**
   * How many runs of it in a row were lost: their processes died, or lost their hold. Absent for none, and for queues
   * that do not count them.
   */
  lost?: number | undefined
}

/** How a task ended. What `add` holds is kept together with the end: both or neither. */
export type TaskOutcome =
  /** It is over. */
  | { result: 'done'; add?: readonly NewTask[] | undefined }
  /** It is run again after a pause, in ms; its lane waits. `untried`: this run does not count as an attempt. */
  | { result: 'later'; pauseMs: number; untried?: boolean | undefined }
  /** It becomes a dead letter, and its lane goes on. `reason` holds nothing that anybody wrote. */
  | { result: 'dead'; reason: ErrorFacts; add?: readonly NewTask[] | undefined }

/** Does a task. When it rejects, the task is run again later. */
export type RunTask = (task: Task) => Promise<TaskOutcome>

/** How tasks are worked on. */
export type WorkOptions = {
  /** How many tasks run at a time in this process. Default 500. */
  concurrency?: number | undefined
  /** Is told what failed that no caller hears of: the end of a task that could not be written, say. */
  onError?: ((error: unknown) => void) | undefined
}

/** A process that works on a queue. */
export type TaskWorker = {
  /**
   * Resolves when what was left in the queue is being taken up.
   * @throws {StorageError} when this process may not work on it
   */
  ready: Promise<void>
  /**
   * Ends the work. For up to `timeoutMs` (default 0) it goes on with what can be done now, where no other process
   * would do it; then nothing new is begun. Resolves when nothing runs any more that has begun a step; what else
   * runs is left, and given out again by the next process.
   */
  stop(options?: { timeoutMs?: number | undefined }): Promise<void>
}

/**
 * Keeps tasks until they are done, through every restart, and gives them out in order.
 *
 * It knows lanes, pauses and dead letters, and nothing of what a task is about: when to try again and when to give
 * up is the host's. Every function rejects with a {@link StorageError} when the store fails.
 * `openSqlite` and `connectBullmq` give one; put your own through `testTaskQueue` of `messenger-cim/testing`.
 */
export type TaskQueue = {
  /** Adds tasks at the end of their lanes, in this order; all of them or none. Durable once it resolves. */
  add(tasks: readonly NewTask[]): Promise<void>
  /**
   * Gives tasks out to be done: at most one of a lane at a time, whatever the number of processes, and the next one
   * only when that one has ended. A task whose process died is given out again, with what it had begun.
   */
  work(run: RunTask, options?: WorkOptions): TaskWorker
  /**
   * Writes down that a task begins a step that must not be repeated. Once it resolves this is durable.
   * @throws {StorageError} when it could not be written, or when the task is not this process's any more; then the
   * step must not be done
   */
  begin(task: Task, step: number): Promise<void>
  /** Whether a task of this lane is being done now, by whatever process. */
  isRunning(lane: string): Promise<boolean>
  /** How many tasks are not done yet, and how many dead letters there are. */
  counts(): Promise<{ waiting: number; dead: number }>
  /**
   * Makes sure that something can be stored, by doing so.
   * @throws {StorageError} when it cannot
   */
  check(): Promise<void>
  /** What was given up. May be used by any process, also while another one works. */
  deadLetters: DeadLetters
}
