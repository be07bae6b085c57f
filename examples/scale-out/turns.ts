import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Turn } from './lanes.ts'

/** The BullMQ queue in which each lane that holds something has one job: the turn of its first task. */
export const turnsName = 'turns'

/** BullMQ's side of the lanes. */
export type Turns = {
  /** Sees to it that workers get these turns. A turn that has its job already keeps it. */
  add(turns: readonly Turn[]): Promise<void>
  /** Turns that BullMQ gave up, because the workers that had them went away again and again. */
  givenUp(): Promise<(Turn & { attempts: number; remove(): Promise<void> })[]>
  /** How many turns there are, by state. */
  counts(): Promise<Record<string, number>>
  close(): Promise<void>
}

/**
 * Turns on Redis.
 *
 * @param onError is told when Redis is away
 */
export function createTurns(
  connection: Redis,
  prefix: string,
  onError: (error: Error) => void,
): Turns {
  const queue = new Queue<Turn>(turnsName, {
    connection,
    prefix,
    defaultJobOptions: {
      // The worker decides when it is enough.
      attempts: Number.MAX_SAFE_INTEGER,
      backoff: { type: 'custom' },
      removeOnComplete: true,
      stackTraceLimit: 0,
    },
  })
  queue.on('error', onError)
  return {
    async add(turns) {
      if (turns.length === 0) return
      await queue.addBulk(
        turns.map((turn) => ({
          name: 'turn',
          data: turn,
          opts: { jobId: `turn-${turn.ticket}` },
        })),
      )
    },
    async givenUp() {
      const jobs = await queue.getFailed()
      return jobs.map((job) => ({
        ...job.data,
        attempts: job.attemptsStarted,
        remove: () => job.remove(),
      }))
    },
    counts: () => queue.getJobCounts('wait', 'active', 'delayed', 'failed'),
    close: () => queue.close(),
  }
}
