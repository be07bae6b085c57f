import { StorageError } from '../errors.ts'
import type { TaskQueue } from '../host/task-queue.ts'
import { type BullmqWorker, startBullmqWorker } from './bullmq-worker.ts'
import type { Connection } from './connection.ts'
import { createRedisDeadLetters } from './redis-dead-letters.ts'
import { createRedisLanes } from './redis-lanes.ts'
import { storageFailure } from './storage-failure.ts'
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

/** Tasks on Redis. Any process may add some, any number of processes work. */
export function createBullmqQueue(
  connection: Connection,
  { prefix, retentionMs, takeOverMs, onWarning }: BullmqQueueOptions,
): BullmqQueue {
  const { ask, verified, patient } = connection
  const lanes = createRedisLanes(connection, prefix)
  const turns = createTurns(patient, prefix, ofBullmq(onWarning))
  const deadLetters = createRedisDeadLetters(connection, prefix, turns.wake)
  let worker: BullmqWorker | undefined
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

  return {
    async add(tasks) {
      if (tasks.length === 0) return
      await verified()
      await turns.wake(await lanes.append(tasks))
    },
    work(run, options) {
      const { wake } = turns
      const work = { connection, prefix, takeOverMs, lanes, wake, repair, ofBullmq, closed }
      worker = startBullmqWorker(work, run, options)
      return worker
    },
    async begin(task, step) {
      const held = worker?.begin(task)
      if (held === undefined) throw new StorageError('closed')
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
