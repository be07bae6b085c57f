import type { Redis } from 'ioredis'
import type { Pages } from './pages.ts'

/** Tells all receivers and workers that the settings of Pages may have changed. */
export async function tellPagesChanged(redis: Redis, prefix: string): Promise<void> {
  await redis.publish(channelOf(prefix), '')
}

/** Listens for that. News that come while Redis is away are missed: the settings are read again anyway. */
export async function followPages(redis: Redis, prefix: string, pages: Pages): Promise<Redis> {
  const listener = redis.duplicate({ maxRetriesPerRequest: null, commandTimeout: undefined })
  listener.on('error', ignore)
  listener.on('message', () => pages.forget())
  await listener.subscribe(channelOf(prefix))
  return listener
}

/** The connection that this one is a duplicate of tells the same. */
function ignore(): void {}

function channelOf(prefix: string): string {
  return `${prefix}:pages-changed`
}
