import { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Turn } from './lanes.ts'
import { pauseBefore } from './retry-pause.ts'
import { turnsName } from './turns.ts'

export type TurnTakersOptions = {
  connection: Redis
  prefix: string
  /** Does a turn; what it throws makes BullMQ give the turn again. */
  takeTurn: (turn: Turn, attempts: number) => Promise<void>
  /** How many turns are done at a time. */
  concurrency: number
  /** The first pause before a turn is given again, in ms. */
  retryPause: number
  /** After so many ms without a sign of life others take over. */
  takeOverTime: number
  onError(error: Error): void
  /** A turn was taken over from a worker that went away. */
  onStalled(jobId: string): void
  /** BullMQ gave a turn up. */
  onGivenUp(): void
}

/** A turn that so many workers have died with is given up: it may be what kills them. */
const maxStalledCount = 5

/**
 * A BullMQ worker fetches its turns one after the other, each with a write to Redis, and begins with the
 * first when it has as many as it may have. So one for five hundred would be slow to begin, and some of its
 * turns would be taken from it before; some smaller ones fetch side by side.
 */
const largestTaker = 25

/** Takes turns until it is closed, which resolves when those in hand are done. */
export function startTurnTakers({
  connection,
  prefix,
  takeTurn,
  concurrency,
  retryPause,
  takeOverTime,
  onError,
  onStalled,
  onGivenUp,
}: TurnTakersOptions): { close(): Promise<void> } {
  const count = Math.ceil(concurrency / largestTaker)

  function startTaker(): Worker<Turn> {
    const taker = new Worker<Turn>(
      turnsName,
      async ({ data, attemptsMade }) => takeTurn(data, attemptsMade),
      {
        connection,
        prefix,
        concurrency: Math.ceil(concurrency / count),
        lockDuration: takeOverTime,
        stalledInterval: takeOverTime / 2,
        maxStalledCount,
        settings: {
          backoffStrategy: (attempts, _, error) => pauseBefore(attempts, retryPause, error),
        },
      },
    )
    taker.on('error', onError)
    taker.on('stalled', onStalled)
    taker.on('failed', (job) => {
      // Others are turns to be given again.
      if (job?.finishedOn !== undefined) onGivenUp()
    })
    return taker
  }

  const takers = Array.from({ length: count }, startTaker)
  return {
    async close() {
      await Promise.all(takers.map((taker) => taker.close()))
    },
  }
}
