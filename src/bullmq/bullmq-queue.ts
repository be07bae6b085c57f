import { setTimeout as wait } from 'node:timers/promises'
import { StorageError } from '../errors.ts'
import type { RunTask, TaskQueue, TaskWorker, WorkOptions } from '../host/task-queue.ts'
import { createTaskRuns } from '../host/task-runs.ts'
import type { Connection } from './connection.ts'
import { createRedisDeadLetters } from './redis-dead-letters.ts'
import { createRedisLanes } from './redis-lanes.ts'
import { storageFailure } from './storage-failure.ts'
import { createTurnTaker, type TurnTaker } from './take-turn.ts'
import { startTurnTakers } from './turn-takers.ts'
import { createTurns } from './turns.ts'

/** A task queue that can be closed. */
export type BullmqQueue = TaskQueue & {
  /** Ends the work at once, as the end of the process would. */
  close(): void
}

/** How a queue on Redis works. */
export type BullmqQueueOptions = {
  prefix: string
  /** For how long dead letters are kept, in ms. */
  retentionMs: number
  /** After so many ms without a sign of life of a process others take over its tasks. */
  takeOverMs: number
  onWarning: (warning: StorageError) => void
}

/** How often a Redis that is away is looked for at the start of the work, in ms. */
const startPause = 1000

/** Tasks on Redis. Any process may add some, any number of processes work. */
export function createBullmqQueue(
  connection: Connection,
  { prefix, retentionMs, takeOverMs, onWarning }: BullmqQueueOptions,
): BullmqQueue {
  const { ask, verified, patient } = connection
  const lanes = createRedisLanes(connection, prefix)
  const turns = createTurns(patient, prefix, ofBullmq(onWarning))
  const deadLetters = createRedisDeadLetters(connection, prefix, turns.wake)
  let taker: TurnTaker | undefined
  let begin: ReturnType<typeof createTaskRuns>['begin'] | undefined
  const closing = new AbortController()
  const closed = closing.signal

  /** What BullMQ tells of itself; while Redis is away that is what the connection tells too. */
  function ofBullmq(tell: (failure: StorageError) => void): (error: unknown) => void {
    return (error) => {
      if (!closed.aborted && patient.status === 'ready') tell(storageFailure(error))
    }
  }

  /**
   * Sets right what a process left halfway when it died or Redis went away: a lane whose turn has no job gets one.
   * Harmless at any time, and for several processes at once.
   */
  async function repair(): Promise<void> {
    for await (const portion of lanes.turns()) await turns.wake(portion)
    await deadLetters.purge(Date.now() - retentionMs)
  }

  /** Waits for a Redis that is away; rejects where waiting is of no use. */
  async function untilVerified(ending: AbortSignal, onError: (error: unknown) => void) {
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

  function work(
    run: RunTask,
    { concurrency = 500, onError = () => {} }: WorkOptions = {},
  ): TaskWorker {
    const runs = createTaskRuns(run, onError)
    const ownTaker = createTurnTaker(lanes, runs, turns.wake, onError)
    const stopping = new AbortController()
    const ending = AbortSignal.any([stopping.signal, closed])
    let takers: { close(force: boolean): Promise<void> } | undefined

    async function start(): Promise<void> {
      await untilVerified(ending, onError)
      if (ending.aborted) throw new StorageError('closed')
      taker = ownTaker
      begin = runs.begin
      await repair()
      const { takeTurn } = ownTaker
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

  return {
    async add(tasks) {
      if (tasks.length === 0) return
      await verified()
      await turns.wake(await lanes.append(tasks))
    },
    work,
    async begin(task, step) {
      const held = taker?.heldOf(task.id)
      if (begin === undefined || held === undefined) throw new StorageError('closed')
      begin(task)
      if (!(await lanes.begin(held, step))) throw new StorageError('closed', 'it was taken over')
    },
    isRunning: lanes.isHeld,
    async counts() {
      const [waiting, dead] = await Promise.all([lanes.waiting(), deadLetters.count()])
      return { waiting, dead }
    },
    async check() {
      await verified()
      await ask((redis) => redis.set(`${prefix}:check`, Date.now()))
    },
    deadLetters,
    close() {
      closing.abort()
      turns.close()
    },
  }
}
