import { setImmediate as nextTurn } from 'node:timers/promises'
import { longestTimeout } from '../http/longest-timeout.ts'
import type { RunTask, Task, TaskOutcome, TaskWorker, WorkOptions } from './task-queue.ts'
import { createTaskRuns, type TaskRuns } from './task-runs.ts'

/** A task that is not done yet. Ids rise in the order of acceptance. */
export type WaitingTask = { id: number; lane: string; notBefore: number }

/** The store of a queue that one process works on. Writes resolve once they are durable. */
export type LaneStore = {
  /** The task as it is now. */
  find(id: number): Task
  /** Writes how a task ended. Returns the tasks that its outcome added. */
  end(id: number, outcome: TaskOutcome): Promise<WaitingTask[]>
}

/** The lanes of one process: they run its tasks in order. */
export type Lanes = Omit<TaskWorker, 'ready'> & {
  /** Queues tasks. Ignores those that are queued already. */
  enqueue(tasks: readonly WaitingTask[]): void
  isRunning(lane: string): boolean
  /** See {@link TaskRuns}. */
  begin: TaskRuns['begin']
  /** Ends the work at once, as if the process died. */
  abandon(): void
}

/**
 * Creates lanes for a store that one process works on. Memory holds the order of the tasks, the store their content.
 */
export function createLanes(
  store: LaneStore,
  run: RunTask,
  { concurrency = 500, onError = () => {} }: WorkOptions,
): Lanes {
  /** The tasks of each lane, oldest first; only the first of a lane runs. */
  const lanes = new Map<string, WaitingTask[]>()
  const known = new Set<number>()
  /** Lanes whose first task may run now, in the order in which they get their turn. */
  const ready = new Set<string>()
  const running = new Set<string>()
  const runs = createTaskRuns(run, onError)
  let turn: NodeJS.Immediate | undefined

  function enqueue(tasks: readonly WaitingTask[]): void {
    for (const task of tasks) {
      if (known.has(task.id)) continue
      known.add(task.id)
      const lane = lanes.get(task.lane)
      if (lane) insert(lane, task)
      else {
        lanes.set(task.lane, [task])
        resume(task)
      }
    }
  }

  /** Keeps the first task of a lane first, because it may run already. */
  function insert(lane: WaitingTask[], task: WaitingTask): void {
    const index = lane.findLastIndex(({ id }) => id < task.id)
    lane.splice(Math.max(1, index + 1), 0, task)
  }

  function resume({ lane, notBefore }: WaitingTask): void {
    makeReadyIn(notBefore - Date.now(), lane)
  }

  /** Does not read the clock again: it may have been set back. */
  function makeReadyIn(ms: number, lane: string): void {
    const part = Math.min(ms, longestTimeout)
    if (ms > 0) setTimeout(makeReadyIn, part, ms - part, lane).unref()
    else makeReady(lane)
  }

  function makeReady(lane: string): void {
    ready.add(lane)
    startReady()
  }

  /** Starts one task in each turn of the event loop, so that requests are answered in between. */
  function startReady(): void {
    if (!runs.isOpen()) return
    if (turn !== undefined || ready.size === 0 || running.size >= concurrency) return
    turn = setImmediate(() => {
      turn = undefined
      startOne()
      startReady()
    })
  }

  function startOne(): void {
    const [lane = ''] = ready
    ready.delete(lane)
    const [task] = lanes.get(lane) ?? []
    if (task === undefined || !runs.isOpen()) return
    running.add(lane)
    runTask(task).finally(() => {
      running.delete(lane)
      startReady()
    })
  }

  async function runTask(task: WaitingTask): Promise<void> {
    const { id } = task
    async function writeEnd(outcome: TaskOutcome) {
      return { outcome, added: await store.end(id, outcome) }
    }
    const end = await runs.start(String(id), () => store.find(id), writeEnd)
    if (end === undefined) return
    enqueue(end.added)
    leave(task, end.outcome)
  }

  function leave(task: WaitingTask, outcome: TaskOutcome): void {
    const lane = lanes.get(task.lane) ?? []
    if (outcome.result === 'later') {
      resume({ ...task, notBefore: Date.now() + outcome.pauseMs })
      return
    }
    known.delete(task.id)
    lane.shift()
    const [next] = lane
    if (next) resume(next)
    else lanes.delete(task.lane)
  }

  /** Resolves when nothing is left that can run now. */
  async function settled(): Promise<void> {
    while (runs.isOpen() && (running.size > 0 || ready.size > 0)) {
      await runs.ended()
      await nextTurn()
    }
  }

  return {
    enqueue,
    isRunning: (lane) => running.has(lane),
    begin: runs.begin,
    abandon: runs.abandon,
    stop: ({ timeoutMs = 0 } = {}) => runs.stop(settled(), timeoutMs),
  }
}
