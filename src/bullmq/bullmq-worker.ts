import { setTimeout as wait } from 'node:timers/promises'
import { createReport } from '../connector/connector-event.ts'
import { StorageError } from '../errors.ts'
import type { RunTask, Task, TaskWorker, WorkOptions } from '../host/task-queue.ts'
import { createTaskRuns } from '../host/task-runs.ts'
import type { Connection } from './connection.ts'
import type { Held, RedisLanes } from './redis-lanes.ts'
import { createTurnTaker } from './take-turn.ts'
import type { Turn } from './turn.ts'
import { startTurnTakers } from './turn-takers.ts'

/** What a worker needs. */
export type BullmqWork = {
  connection: Connection
  prefix: string
  /** How long a process may show no sign of life before others take over its tasks, in ms. */
  takeOverMs: number
  lanes: RedisLanes
  /** Makes sure that a worker takes these turns. */
  wake: (turns: readonly Turn[]) => Promise<void>
  /** Repairs what a process left unfinished. */
  repair: () => Promise<void>
  /** Turns errors of BullMQ into failures of the store. */
  ofBullmq: (report: (failure: StorageError) => void) => (error: unknown) => void
  /** Ends the work at once. */
  closed: AbortSignal
}

/** A process that works on the queue, and knows its hold on a task. */
export type BullmqWorker = TaskWorker & {
  /**
   * Marks that a task begins a step. From now on `stop` waits for the task to end. Returns the hold of this process on
   * the task; undefined when it has none.
   * @throws {StorageError} when the work has ended
   */
  begin(task: Task): Held | undefined
}

/** The pause before an unavailable Redis is tried again at the start of the work, in ms. */
const startPause = 1000

/** Begins to take turns once Redis is available, and regularly repairs what other processes left unfinished. */
export function startBullmqWorker(
  { connection, prefix, takeOverMs, lanes, wake, repair, ofBullmq, closed }: BullmqWork,
  run: RunTask,
  { concurrency = 500, ...options }: WorkOptions = {},
): BullmqWorker {
  const onError = createReport(options.onError)
  const { patient } = connection
  const runs = createTaskRuns(run, onError)
  const { takeTurn, heldOf } = createTurnTaker(lanes, runs, wake, onError)
  const stopping = new AbortController()
  const ending = AbortSignal.any([stopping.signal, closed])
  let takers: { close(force: boolean): Promise<void> } | undefined

  async function start(): Promise<void> {
    await untilVerified(connection, ending, onError)
    if (ending.aborted) throw new StorageError('closed')
    await repair()
    const options = { connection: patient, prefix, takeTurn, concurrency, takeOverMs }
    takers = startTurnTakers({ ...options, onError: ofBullmq(onError) })
    const repairing = setInterval(repairNow, takeOverMs).unref()
    patient.on('ready', repairNow)
    ending.addEventListener('abort', () => {
      clearInterval(repairing)
      patient.off('ready', repairNow)
    })
    closed.addEventListener('abort', () => {
      runs.abandon()
      takers?.close(true).catch(() => {})
    })
  }

  function repairNow(): void {
    repair().catch(onError)
  }

  const ready = start()
  ready.catch(() => {})
  return {
    ready,
    begin(task) {
      const held = heldOf(task.id)
      if (held !== undefined) runs.begin(task)
      return held
    },
    async stop({ timeoutMs = 0 } = {}) {
      stopping.abort()
      await ready.catch(() => {})
      // Other processes go on with what waits, so this one only finishes the tasks that it runs.
      const ended = takers?.close(false) ?? Promise.resolve()
      await runs.stop(ended, timeoutMs)
      await ended
    },
  }
}

/** Waits for an unavailable Redis; rejects when waiting does not help. */
async function untilVerified(
  { verified }: Connection,
  ending: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  for (;;) {
    try {
      return await verified()
    } catch (error) {
      if (!(error instanceof StorageError && error.reason === 'unavailable')) throw error
      onError(error)
      await wait(startPause)
      if (ending.aborted) throw new StorageError('closed')
    }
  }
}
