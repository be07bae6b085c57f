import { DelayedError, type Job, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Turn } from './turn.ts'
import { turnsName } from './turns.ts'

/** What turns are taken with. */
export type TurnTakersOptions = {
  connection: Redis
  prefix: string
  /** Does what a turn is for. Gives the time, in ms, before which the turn is not to be given again, if it is. */
  takeTurn: (turn: Turn) => Promise<number | undefined>
  /** How many turns are done at a time. */
  concurrency: number
  /** After so many ms without a sign of life others take over. */
  takeOverMs: number
  onError: (error: unknown) => void
}

/**
 * A BullMQ worker fetches its turns one after the other, each with a write to Redis, and begins with the first when
 * it has as many as it may have. So one for five hundred would be slow to begin, and some of its turns would be taken
 * from it before; some smaller ones fetch side by side.
 */
const largestTaker = 25

/** Takes turns until it is closed, which resolves when those in hand are done; at once where it is forced. */
export function startTurnTakers({
  connection,
  prefix,
  takeTurn,
  concurrency,
  takeOverMs,
  onError,
}: TurnTakersOptions): { close(force: boolean): Promise<void> } {
  const count = Math.ceil(concurrency / largestTaker)

  async function process(job: Job<Turn>, token?: string): Promise<void> {
    const notBefore = await takeTurn(job.data)
    if (notBefore === undefined) return
    await job.moveToDelayed(notBefore, token)
    throw new DelayedError()
  }

  function startTaker(): Worker<Turn> {
    const taker = new Worker<Turn>(turnsName, process, {
      connection,
      prefix,
      concurrency: Math.ceil(concurrency / count),
      lockDuration: takeOverMs,
      stalledInterval: takeOverMs / 2,
      // What kills a process is the host's to find out.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    })
    taker.on('error', onError)
    return taker
  }

  const takers = Array.from({ length: count }, startTaker)
  return {
    async close(force) {
      await Promise.all(takers.map((taker) => taker.close(force)))
    },
  }
}
