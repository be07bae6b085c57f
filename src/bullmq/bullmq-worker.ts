import { setTimeout as wait } from 'node:timers/promises'
import { StorageError } from '../errors.ts'
import type { RunTask, Task, TaskWorker, WorkOptions } from '../host/task-queue.ts'
import { createTaskRuns } from '../host/task-runs.ts'
import type { Connection } from './connection.ts'
import type { Held, RedisLanes } from './redis-lanes.ts'
import { createTurnTaker } from './take-turn.ts'
import type { Turn } from './turn.ts'
import { startTurnTakers } from './turn-takers.ts'

/** What a process works on. */
export type BullmqWork = {
  connection: Connection
  prefix: string
  /** After so many ms without a sign of life of a process others take over its tasks. */
  takeOverMs: number
  lanes: RedisLanes
  /** Sees to it that turns are taken. */
  wake: (turns: readonly Turn[]) => Promise<void>
  /** Sets right what a process left halfway. */
  repair: () => Promise<void>
  /** Turns what BullMQ tells of itself into failures of the store. */
  ofBullmq: (tell: (failure: StorageError) => void) => (error: unknown) => void
  /** Ends the work at once. */
  closed: AbortSignal
}

/** A process that works on the queue, and knows its hold on a task. */
export type BullmqWorker = TaskWorker & {
  /**
   * A step of a task begins: from now on its end is waited for. Gives the hold of this process on the task; nothing
   * where it has none.
   * @throws {StorageError} when the work has ended
   */
  begin(task: Task): Held | undefined
}

/** How often a Redis that is away is looked for at the start of the work, in ms. */
const startPause = 1000

/** Begins to take turns once Redis is there, and repairs from time to time what other processes left halfway. */
export function startBullmqWorker(
  { connection, prefix, takeOverMs, lanes, wake, repair, ofBullmq, closed }: BullmqWork,
  run: RunTask,
  { concurrency = 500, onError = () => {} }: WorkOptions = {},
): BullmqWorker {
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
      // Others go on with what waits; only what this process has in hand is waited for.
      const ended = takers?.close(false) ?? Promise.resolve()
      await runs.stop(ended, timeoutMs)
      await ended
    },
  }
}

/** Waits for a Redis that is away; rejects where waiting is of no use. */
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
