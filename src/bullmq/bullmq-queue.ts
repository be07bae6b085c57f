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
  /** Ends the work at once, as if the process died. */
  close(): void
}

/** The options of a queue on Redis. */
export type BullmqQueueOptions = {
  prefix: string
  /** How long dead letters are kept, in ms. */
  retentionMs: number
  /** How long a process may show no sign of life before others take over its tasks, in ms. */
  takeOverMs: number
  onWarning: (warning: StorageError) => void
}

/** Creates a queue on Redis. Any number of processes may add tasks and work on them. */
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

  /** Reports errors of BullMQ, except while Redis is unavailable: the connection reports that. */
  function ofBullmq(report: (failure: StorageError) => void): (error: unknown) => void {
    return (error) => {
      if (!closed.aborted && patient.status === 'ready') report(storageFailure(error))
    }
  }

  /**
   * Repairs what a process left unfinished when it died or lost Redis: a lane whose turn has no job gets one. Safe at
   * any time, and from several processes at once.
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
