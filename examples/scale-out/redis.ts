import { Redis } from 'ioredis'
import { errorFacts, type Log } from './log.ts'
import { scripts } from './scripts.ts'

/** For how long a receiver waits for Redis before it refuses a post, in ms: Meta waits for seconds only. */
const patience = 3000

/** The longest pause between attempts to reach Redis again, in ms. */
const longestPause = 1000

/** A connection of a receiver: fails soon when Redis is away, so that Meta and CX post again. */
export function connectImpatiently(url: string, log: Log): Redis {
  return connect(url, log, patience)
}

/** A connection of a worker: waits until Redis is back, then goes on where it was. */
export function connectPatiently(url: string, log: Log): Redis {
  return connect(url, log)
}

function connect(url: string, log: Log, commandTimeout?: number): Redis {
  const redis = new Redis(url, {
    commandTimeout,
    scripts,
    // For BullMQ, which holds a connection open while it waits for work.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, longestPause),
  })
  redis.on('error', (error) => log.warn({ error: errorFacts(error) }, 'redis'))
  return redis
}

/** Tells when Redis would forget at a restart what was accepted. */
export async function checkDurability(redis: Redis, log: Log): Promise<void> {
  const info = await redis.info('persistence')
  if (/^aof_enabled:1/m.test(info)) return
  log.warn('Redis has no append-only file: what was accepted is lost when Redis restarts')
}
