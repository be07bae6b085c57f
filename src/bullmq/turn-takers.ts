import { DelayedError, type Job, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Turn } from './turn.ts'
import { turnsName } from './turns.ts'

/** The options of {@link startTurnTakers}. */
export type TurnTakersOptions = {
  connection: Redis
  prefix: string
  /** Takes a turn. Returns the time, in ms, before which the turn must not come again; undefined when it does not. */
  takeTurn: (turn: Turn) => Promise<number | undefined>
  /** How many turns are taken at a time. */
  concurrency: number
  /** How long a process may show no sign of life before others take over, in ms. */
  takeOverMs: number
  onError: (error: unknown) => void
}

/**
 * How many turns one BullMQ worker takes at a time. A worker fetches its turns one after the other, each with a write
 * to Redis, and begins only when it has all it may have. One worker for 500 turns would begin late, and others would
 * take over some of its turns before. Several smaller workers fetch in parallel.
 */
const largestTaker = 25

/**
 * Takes turns until it is closed. `close` resolves when the turns being taken have ended; at once when it is forced.
 */
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
      // The host finds out which tasks kill processes.
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
