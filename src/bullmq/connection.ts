import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { StorageError } from '../errors.ts'
import { checkServer } from './check-server.ts'
import { storageFailure } from './storage-failure.ts'

/** The connections of a process to Redis. Everything they reject with is a {@link StorageError}. */
export type Connection = {
  /** Asks Redis; rejects soon while Redis is unavailable, so that the sender of a post repeats it. */
  ask<T>(run: (redis: Redis) => Promise<T>): Promise<T>
  /** Asks Redis; waits while Redis is unavailable. For what must not be lost. */
  askPatiently<T>(run: (redis: Redis) => Promise<T>): Promise<T>
  /** For BullMQ, which waits for Redis by itself. */
  patient: Redis
  /**
   * Resolves once Redis is available and fit to keep accepted tasks.
   * @throws {StorageError} when it is not fit, or unavailable
   */
  verified(): Promise<void>
  /** Closes both connections at once. */
  close(): void
}

/** How long to wait for Redis, in ms. Meta waits only seconds for an answer. */
const patience = 3000

/** The longest pause between attempts to reconnect, in ms. */
const longestPause = 1000

/**
 * Connects to a Redis, and again whenever the connection is lost.
 *
 * @param onWarning gets lost connections, and what makes this Redis less safe than it could be
 */
export function connect(url: string, onWarning: (warning: StorageError) => void): Connection {
  const impatient = open(url, { commandTimeout: patience, enableOfflineQueue: false })
  const patient = open(url, {})
  let lastFailure: StorageError | undefined
  let isClosed = false
  let checked: Promise<void> | undefined
  let opening: Promise<void> | undefined

  impatient.on('error', (error) => {
    const failure = storageFailure(error)
    if (failure.message !== lastFailure?.message) onWarning(failure)
    lastFailure = failure
  })
  impatient.on('ready', () => {
    lastFailure = undefined
    checked = undefined
  })
  // The other connection reports the same errors.
  patient.on('error', () => {})

  function failure(): StorageError {
    if (isClosed) return new StorageError('closed')
    return lastFailure ?? new StorageError('unavailable')
  }

  function isReady(): boolean {
    return impatient.status === 'ready'
  }

  async function untilReady(): Promise<void> {
    if (isClosed) throw failure()
    if (isReady()) return
    // Callers share one wait.
    opening ??= once(impatient, patience).finally(() => {
      opening = undefined
    })
    await opening
    if (isClosed || !isReady()) throw failure()
  }

  async function ask<T>(run: (redis: Redis) => Promise<T>): Promise<T> {
    await untilReady()
    try {
      return await run(impatient)
    } catch (error) {
      throw isClosed ? failure() : storageFailure(error)
    }
  }

  return {
    ask,
    patient,
    async askPatiently(run) {
      if (isClosed) throw failure()
      try {
        return await run(patient)
      } catch (error) {
        throw isClosed ? failure() : storageFailure(error)
      }
    },
    async verified() {
      await untilReady()
      checked ??= ask((redis) => checkServer(redis, onWarning))
      await checked
    },
    close() {
      isClosed = true
      impatient.disconnect()
      patient.disconnect()
    },
  }
}

type Waiting = { commandTimeout?: number; enableOfflineQueue?: boolean }

function open(url: string, waiting: Waiting): Redis {
  return new Redis(url, {
    ...waiting,
    // For BullMQ, which holds a connection open while it waits for work.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, longestPause),
  })
}

/** Resolves when the connection is ready, closed for good, or after `ms`. */
async function once(redis: Redis, ms: number): Promise<void> {
  const timer = new AbortController()
  function stop(): void {
    timer.abort()
  }
  redis.once('ready', stop)
  redis.once('end', stop)
  await wait(ms, undefined, { signal: timer.signal }).catch(() => {})
  redis.off('ready', stop)
  redis.off('end', stop)
}
