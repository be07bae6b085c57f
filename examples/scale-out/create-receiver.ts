import { createCcmClient } from 'messenger-cim/ccm'
import type { ReceiverConfig } from './config.ts'
import { createDeadLetterQueue } from './dead-letter-queue.ts'
import { measureDepths } from './depths.ts'
import { createLanes } from './lanes.ts'
import { errorFacts, type Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { followPages, tellPagesChanged } from './page-news.ts'
import { createPages } from './pages.ts'
import { createReceiverRoutes } from './receiver-routes.ts'
import { checkDurability, connectImpatiently } from './redis.ts'
import type { Role } from './run-role.ts'
import { createTurns } from './turns.ts'

/** Puts a receiver together: verifies what comes, puts it on Redis, answers. */
export async function createReceiver(config: ReceiverConfig, log: Log): Promise<Role> {
  const { prefix, redisUrl, ccmUrl } = config
  const redis = connectImpatiently(redisUrl, log)
  const lanes = createLanes(redis, prefix)
  const onQueueError = (error: Error) => log.warn({ error: errorFacts(error) }, 'queue')
  const turns = createTurns(redis, prefix, onQueueError)
  const deadLetters = createDeadLetterQueue(redis, prefix, onQueueError)
  const ccm =
    config.settings === 'ccm' && ccmUrl !== undefined
      ? createCcmClient({ baseUrl: ccmUrl })
      : undefined
  const pages = createPages({ ...config, ccm })
  const listener = await followPages(redis, prefix, pages)
  await checkDurability(redis, log)
  if (config.cxToken === undefined) {
    log.warn('CX_TOKEN is not set: whoever reaches /message/receive can write to customers')
  }
  const routes = createReceiverRoutes(
    {
      accept: async (jobs) => turns.add(await lanes.append(jobs)),
      pages,
      tellPagesChanged: () => tellPagesChanged(redis, prefix),
    },
    config,
    log,
  )
  return {
    routes,
    metrics: createMetrics(() => measureDepths(lanes, turns, deadLetters)),
    isRedisReady: () => redis.status === 'ready',
    async stop() {
      await Promise.all([turns.close(), deadLetters.close()])
      listener.disconnect()
      redis.disconnect()
    },
  }
}
