import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { StorageError } from '../errors.ts'
import type { RunTask, Task, TaskOutcome, TaskWorker, WorkOptions } from './task-queue.ts'

/** A task that is not done yet; ids are given in the order of acceptance. */
export type WaitingTask = { id: number; lane: string; notBefore: number }

/** Where a single process that works keeps its tasks. Each write resolves when it is durable. */
export type LaneStore = {
  /** The task as it is now. */
  find(id: number): Task
  /** Writes how a task ended. Gives the tasks that were added with it. */
  end(id: number, outcome: TaskOutcome): Promise<WaitingTask[]>
}

/** The lanes of one process: the order in which its tasks are done. */
export type Lanes = Omit<TaskWorker, 'ready'> & {
  /** Takes tasks up, each once. */
  enqueue(tasks: readonly WaitingTask[]): void
  isRunning(lane: string): boolean
  /**
   * A step of a task begins: from now on its end is waited for.
   * @throws {StorageError} when the work has ended
   */
  begin(task: Pick<Task, 'id' | 'lane'>): void
  /** Ends the work at once, as the end of the process would. */
  abandon(): void
}

const second = 1000
const longestPause = 30 * second

/** Lanes for a store that has one process working on it: what waits is in memory, what it holds in the store. */
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
  const running = new Map<string, { id: number; ended: Promise<void>; hasBegun: boolean }>()
  let turn: NodeJS.Immediate | undefined
  let stage: 'open' | 'ending' | 'ended' = 'open'

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

  /** The first of a lane may run already, so it stays the first. */
  function insert(lane: WaitingTask[], task: WaitingTask): void {
    const index = lane.findLastIndex(({ id }) => id < task.id)
    lane.splice(Math.max(1, index + 1), 0, task)
  }

  function resume({ lane, notBefore }: WaitingTask): void {
    const pause = notBefore - Date.now()
    if (pause > 0) setTimeout(makeReady, pause, lane).unref()
    else makeReady(lane)
  }

  function makeReady(lane: string): void {
    ready.add(lane)
    startReady()
  }

  /** One task in each turn of the event loop: whoever waits for an answer does not wait for more. */
  function startReady(): void {
    if (stage !== 'open') return
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
    if (task === undefined || stage !== 'open') return
    const ended = runTask(task).finally(() => {
      running.delete(lane)
      startReady()
    })
    running.set(lane, { id: task.id, ended, hasBegun: false })
  }

  async function runTask(task: WaitingTask): Promise<void> {
    // It counts as running before it does anything.
    await undefined
    const outcome = await outcomeOf(task)
    if (stage === 'ended') return
    const added = await writeEnd(task, outcome)
    if (added === undefined) return
    enqueue(added)
    leave(task, outcome)
  }

  async function outcomeOf({ id }: WaitingTask): Promise<TaskOutcome> {
    try {
      return await run(store.find(id))
    } catch (error) {
      onError(error)
      return { result: 'later', pauseMs: second }
    }
  }

  /** Until it is written: to run the task once more could repeat what it did. */
  async function writeEnd(
    { id }: WaitingTask,
    outcome: TaskOutcome,
  ): Promise<WaitingTask[] | undefined> {
    for (let pause = second; ; pause = Math.min(2 * pause, longestPause)) {
      try {
        return await store.end(id, outcome)
      } catch (error) {
        onError(error)
        if (stage !== 'open') return undefined
        await wait(pause)
      }
    }
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

  async function settle(): Promise<void> {
    while (stage === 'open' && (running.size > 0 || ready.size > 0)) {
      await Promise.all([...running.values()].map(({ ended }) => ended))
      await nextTurn()
    }
  }

  return {
    enqueue,
    isRunning: (lane) => running.has(lane),
    begin({ id, lane }) {
      const task = running.get(lane)
      if (stage !== 'open' || String(task?.id) !== id) throw new StorageError('closed')
      if (task) task.hasBegun = true
    },
    abandon() {
      stage = 'ended'
    },
    async stop({ timeoutMs = 0 } = {}) {
      const timer = new AbortController()
      const tooLate = wait(timeoutMs, undefined, timer).catch(() => {})
      await Promise.race([settle(), tooLate])
      timer.abort()
      stage = 'ending'
      const begun = [...running.values()].filter(({ hasBegun }) => hasBegun)
      await Promise.all(begun.map(({ ended }) => ended))
      stage = 'ended'
    },
  }
}
