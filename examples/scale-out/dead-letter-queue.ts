import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Turn } from './lanes.ts'
import type { Reason } from './reason.ts'
import type { KeptTask } from './task.ts'

/** A task that was given up. */
export type DeadLetter = Turn & {
  task: KeptTask
  /** How often it was tried. */
  attempts: number
  /** What went wrong at last. */
  reason: Reason
}

/** A dead letter as it is kept. */
export type KeptLetter = DeadLetter & {
  id: string
  /** In ms. */
  buriedAt: number
  remove(): Promise<void>
}

/** Where tasks go that were given up, until somebody looks at them. */
export type DeadLetterQueue = {
  /** Keeps a letter; the same turn is kept once. */
  bury(letter: DeadLetter): Promise<void>
  count(): Promise<number>
  /** Letters in the order in which their tasks were accepted. */
  list(): Promise<KeptLetter[]>
  close(): Promise<void>
}

/**
 * Dead letters on Redis: a BullMQ queue without workers, which any BullMQ dashboard shows.
 *
 * @param onError is told when Redis is away
 */
export function createDeadLetterQueue(
  connection: Redis,
  prefix: string,
  onError: (error: Error) => void,
): DeadLetterQueue {
  const queue = new Queue<DeadLetter>('dead-letters', { connection, prefix })
  queue.on('error', onError)
  return {
    async bury(letter) {
      await queue.add('letter', letter, { jobId: `letter-${letter.ticket}` })
    },
    count: () => queue.getWaitingCount(),
    async list() {
      const jobs = await queue.getWaiting()
      return jobs
        .map((job) => ({
          ...job.data,
          id: String(job.data.ticket),
          buriedAt: job.timestamp,
          remove: () => job.remove(),
        }))
        .sort((a, b) => a.ticket - b.ticket)
    },
    close: () => queue.close(),
  }
}
