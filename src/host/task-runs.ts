import { setTimeout as wait } from 'node:timers/promises'
import { StorageError } from '../errors.ts'
import type { RunTask, Task, TaskOutcome } from './task-queue.ts'

/** What the runs of a process need of a task before it is read. */
type TaskId = Pick<Task, 'id'>

/** The runs of one process: the tasks that it does now. Every queue has them, wherever it keeps its tasks. */
export type TaskRuns = {
  /**
   * Does a task, and writes its end until that is written: to do the task once more could repeat what it did. Gives
   * what `writeEnd` gave; nothing when the work ended before that.
   */
  start<T>(
    id: string,
    find: () => Task,
    writeEnd: (outcome: TaskOutcome) => Promise<T>,
  ): Promise<T | undefined>
  /**
   * A step of a task begins: from now on its end is waited for.
   * @throws {StorageError} when the work has ended, or the task is not run here
   */
  begin(task: TaskId): void
  /** Whether new runs may be started. */
  isOpen(): boolean
  /** Resolves when the runs of now have ended. */
  ended(): Promise<void>
  /**
   * Ends the work once `settled` resolves, after `timeoutMs` at the latest. Runs that have begun a step are waited for
   * then. What still runs after them, or wants to begin a step, ends as if it had never been started.
   */
  stop(settled: Promise<void>, timeoutMs: number): Promise<void>
  /** Ends the work at once, as the end of the process would. */
  abandon(): void
}

type Run = { hasBegun: boolean; ended: Promise<unknown>; leaving: AbortController }

const second = 1000
const longestPause = 30 * second

const untouched: TaskOutcome = { result: 'later', pauseMs: 0, untried: true }

/**
 * Keeps the runs of a process.
 *
 * @param onError gets the errors of runs that reject and of ends that cannot be written
 */
export function createTaskRuns(run: RunTask, onError: (error: unknown) => void): TaskRuns {
  const runs = new Map<string, Run>()
  let stage: 'open' | 'ending' | 'ended' = 'open'

  async function outcomeOf(find: () => Task): Promise<TaskOutcome> {
    try {
      return await run(find())
    } catch (error) {
      onError(error)
      return { result: 'later', pauseMs: second }
    }
  }

  async function writeUntilWritten<T>(write: () => Promise<T>): Promise<T | undefined> {
    for (let pause = second; ; pause = Math.min(2 * pause, longestPause)) {
      try {
        return await write()
      } catch (error) {
        onError(error)
        if (stage !== 'open') return undefined
        await wait(pause)
      }
    }
  }

  async function ended(some: Iterable<Run> = runs.values()): Promise<void> {
    await Promise.all([...some].map((each) => each.ended))
  }

  return {
    start(id, find, writeEnd) {
      const leaving = new AbortController()
      async function doTask() {
        // It counts as running before it does anything.
        await undefined
        const outcome = await Promise.race([outcomeOf(find), leftOutcome(leaving.signal)])
        if (stage === 'ended') return undefined
        return writeUntilWritten(() => writeEnd(outcome))
      }
      const end = doTask().finally(() => runs.delete(id))
      runs.set(id, { hasBegun: false, ended: end, leaving })
      return end
    },
    begin({ id }) {
      const task = runs.get(id)
      if (stage !== 'open') task?.leaving.abort()
      if (stage !== 'open' || task === undefined) throw new StorageError('closed')
      task.hasBegun = true
    },
    isOpen: () => stage === 'open',
    ended: () => ended(),
    async stop(settled, timeoutMs) {
      const timer = new AbortController()
      const tooLate = wait(timeoutMs, undefined, timer).catch(() => {})
      await Promise.race([settled, tooLate])
      timer.abort()
      if (stage === 'open') stage = 'ending'
      await ended([...runs.values()].filter(({ hasBegun }) => hasBegun))
      for (const { leaving } of runs.values()) leaving.abort()
      await ended()
      stage = 'ended'
    },
    abandon() {
      stage = 'ended'
    },
  }
}

/** How a run ends that is left at the end of the work. */
function leftOutcome(signal: AbortSignal): Promise<TaskOutcome> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(untouched), { once: true })
  })
}
