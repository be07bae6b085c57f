import { setTimeout as wait } from 'node:timers/promises'
import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Turn } from './turn.ts'

/** The BullMQ queue. Each lane that is not empty has one job in it: the turn of its first task. */
export const turnsName = 'turns'

/** BullMQ's side of the lanes: its jobs wake workers up. The lanes themselves hold the tasks. */
export type Turns = {
  /**
   * Adds jobs for these turns, so that workers take them; a turn that has a job keeps it. Never rejects, and does not
   * wait for an unavailable Redis: `repair` gives lanes without a job a new one.
   */
  wake(turns: readonly Turn[]): Promise<void>
  /** Closes the queue. */
  close(): void
}

/** How long to wait for the jobs to be added, in ms. */
const patience = 1000

/** The pause before a turn comes again whose processor failed, for example because Redis was unavailable, in ms. */
const failurePause = 1000

/** Creates the BullMQ side of the lanes. */
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
        // The host decides when to give up, by the outcome of a task.
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
