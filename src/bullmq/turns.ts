import { setTimeout as wait } from 'node:timers/promises'
import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Turn } from './turn.ts'

/** The BullMQ queue in which each lane that holds something has one job: the turn of its first task. */
export const turnsName = 'turns'

/** BullMQ's side of the lanes: its jobs wake workers up. The lanes themselves hold the tasks. */
export type Turns = {
  /**
   * Sees to it that workers get these turns; one that has its job already keeps it. Never rejects, and does not wait
   * for a Redis that is away: a lane that is left without a job gets one by {@link repair}.
   */
  wake(turns: readonly Turn[]): Promise<void>
  /** Ends at once. */
  close(): void
}

/** For how long a wake-up is waited for, in ms. */
const patience = 1000

/** A turn whose processor failed, which it does where Redis was away, is given again after so many ms. */
const failurePause = 1000

/** Turns on Redis. */
export function createTurns(
  connection: Redis,
  prefix: string,
  onError: (error: unknown) => void,
): Turns {
  let queue: Queue<Turn> | undefined

  function open(): Queue<Turn> {
    const opened = new Queue<Turn>(turnsName, {
      connection,
      prefix,
      defaultJobOptions: {
        // The host decides when it is enough, by how a task ends.
        attempts: Number.MAX_SAFE_INTEGER,
        backoff: { type: 'fixed', delay: failurePause },
        removeOnComplete: true,
        removeOnFail: true,
        stackTraceLimit: 0,
      },
    })
    opened.on('error', onError)
    return opened
  }

  async function add(turns: readonly Turn[]): Promise<void> {
    queue ??= open()
    try {
      await queue.addBulk(
        turns.map((data) => ({ name: 'turn', data, opts: { jobId: `turn-${data.ticket}` } })),
      )
    } catch (error) {
      onError(error)
    }
  }

  return {
    async wake(turns) {
      if (turns.length === 0) return
      const timer = new AbortController()
      const tooLate = wait(patience, undefined, timer).catch(() => {})
      await Promise.race([add(turns), tooLate])
      timer.abort()
    },
    close() {
      queue?.close().catch(onError)
    },
  }
}
