import { setTimeout as wait } from 'node:timers/promises'
import { createCcmClient, createFileEngine } from 'messenger-cim/ccm'
import type { ConnectorEvent } from 'messenger-cim/connector'
import { createCarry } from './carry.ts'
import type { WorkerConfig } from './config.ts'
import { createDeadLetterQueue } from './dead-letter-queue.ts'
import { measureDepths } from './depths.ts'
import { createLanes } from './lanes.ts'
import { errorFacts, type Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { followPages } from './page-news.ts'
import { createPages } from './pages.ts'
import { connectPatiently } from './redis.ts'
import { createRedisLog } from './redis-log.ts'
import { createRepair } from './repair.ts'
import type { Role } from './run-role.ts'
import { createStalledNotice } from './stalled-notice.ts'
import { createTakeTurn } from './take-turn.ts'
import { startTurnTakers } from './turn-takers.ts'
import { createTurns } from './turns.ts'

/** How often halfway-done things are looked for, in ms. */
const repairInterval = 60_000

const levels = {
  received: 'info',
  skipped: 'debug',
  rehosted: 'info',
  sent: 'info',
  uncertain: 'warn',
  settled: 'info',
  adjusted: 'warn',
  failed: 'error',
} as const satisfies Record<ConnectorEvent['type'], string>

/** Puts a worker together: takes turns from Redis, translates and delivers. */
export async function createWorker(config: WorkerConfig, log: Log): Promise<Role> {
  const { prefix, redisUrl, retention } = config
  const redis = connectPatiently(redisUrl, log)
  const lanes = createLanes(redis, prefix)
  const onQueueError = (error: Error) => log.warn({ error: errorFacts(error) }, 'queue')
  const turns = createTurns(redis, prefix, onQueueError)
  const deadLetters = createDeadLetterQueue(redis, prefix, onQueueError)
  const metrics = createMetrics(() => measureDepths(lanes, turns, deadLetters))
  // Few, for the queue repeats with longer pauses, and no worker waits meanwhile.
  const ccm = createCcmClient({ baseUrl: config.ccmUrl, retries: 1 })
  const pages = createPages({ ...config, ccm: config.settings === 'ccm' ? ccm : undefined })
  const listener = await followPages(redis, prefix, pages)
  const carry = createCarry({
    graph: pages.graphOf,
    ccm,
    files: createFileEngine({ baseUrl: config.fileEngineUrl }),
    log: createRedisLog(redis, { prefix, retention }),
    media: config.media,
    profiles: config.profiles,
    outbound: { humanAgent: config.humanAgent },
    onEvent(event) {
      const { type, ...facts } = event
      metrics.countEvent(event)
      log[levels[type]](facts, type)
    },
  })
  const takeTurn = createTakeTurn({
    lanes,
    turns,
    deadLetters,
    carry,
    attempts: config.attempts,
    onEnd(task, result, reason) {
      metrics.observeTask(task, result)
      const { kind, lane } = task
      if (result === 'dead') log.error({ kind, lane, reason }, 'given up')
    },
  })
  const repair = createRepair(lanes, turns, deadLetters, createStalledNotice(ccm))
  async function repairNow(): Promise<void> {
    try {
      const givenUp = await repair()
      if (givenUp > 0) log.error({ givenUp }, 'given up: workers went away with it')
    } catch (error) {
      log.warn({ error: errorFacts(error) }, 'repair failed')
    }
  }
  await repairNow()
  const takers = startTurnTakers({
    ...config,
    connection: redis,
    takeTurn,
    onError: onQueueError,
    onStalled(turn) {
      metrics.countStalled()
      log.warn({ turn }, 'taken over from a worker that went away')
    },
    onGivenUp: repairNow,
  })
  const repairing = setInterval(repairNow, repairInterval).unref()

  return {
    routes: [],
    metrics,
    isRedisReady: () => redis.status === 'ready',
    async stop(ms) {
      clearInterval(repairing)
      await Promise.race([takers.close(), wait(ms)])
      listener.disconnect()
      redis.disconnect()
    },
  }
}
