import { setTimeout as wait } from 'node:timers/promises'
import { StorageError } from '../errors.ts'
import type { RunTask, Task, TaskOutcome } from './task-queue.ts'

/** Identifies a task that is not read yet. */
type TaskId = Pick<Task, 'id'>

/** The tasks that one process runs now. Every queue has them, wherever it keeps its tasks. */
export type TaskRuns = {
  /**
   * Runs a task, and retries writing its end until that succeeds: a second run could repeat what the task did. Returns
   * what `writeEnd` returned; undefined when the work ended before that.
   */
  start<T>(
    id: string,
    find: () => Task,
    writeEnd: (outcome: TaskOutcome) => Promise<T>,
  ): Promise<T | undefined>
  /**
   * Marks that a task begins a step. From now on `stop` waits for the task to end.
   * @throws {StorageError} when the work has ended, or this process does not run the task
   */
  begin(task: TaskId): void
  /** Whether new runs may be started. */
  isOpen(): boolean
  /** Resolves when the current runs have ended. */
  ended(): Promise<void>
  /**
   * Ends the work once `settled` resolves, after `timeoutMs` at the latest. It then waits for runs that have begun a
   * step. Runs that are left after that, or that want to begin a step, end as if they had never started.
   */
  stop(settled: Promise<void>, timeoutMs: number): Promise<void>
  /** Ends the work at once, as if the process died. */
  abandon(): void
}

type Run = { hasBegun: boolean; ended: Promise<unknown>; leaving: AbortController }

const second = 1000
const longestPause = 30 * second

const untouched: TaskOutcome = { result: 'later', pauseMs: 0, untried: true }

/**
 * Keeps track of the runs of a process.
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
        // The run counts as running before it does anything.
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

/** The outcome of a run that is abandoned at the end of the work. */
function leftOutcome(signal: AbortSignal): Promise<TaskOutcome> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(untouched), { once: true })
  })
}
