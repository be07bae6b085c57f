import type { Redis } from 'ioredis'
import type { MessageLog } from 'messenger-cim/connector'
import { z } from 'zod'

const uploadedSchema = z.object({
  attachmentId: z.string(),
  size: z.number(),
  mimeType: z.string().optional(),
  expiresAt: z.number(),
})

/** So many of a customer's latest messages can get a receipt. */
const maxSent = 500

/**
 * The message log of all workers on Redis.
 *
 * @param retention for how long messages are remembered, in ms
 */
export function createRedisLog(
  redis: Redis,
  { prefix, retention, now = Date.now }: { prefix: string; retention: number; now?: () => number },
): Required<MessageLog> {
  const keyOf = {
    message: (cimId: string) => `${prefix}:log:message:${cimId}`,
    mid: (mid: string) => `${prefix}:log:mid:${mid}`,
    sent: (psid: string) => `${prefix}:log:sent:${psid}`,
    attachment: (key: string) => `${prefix}:log:attachment:${key}`,
    wrote: `${prefix}:log:wrote`,
  }
  return {
    async seen(id) {
      return (await redis.exists(keyOf.message(id))) === 1
    },
    async remember({ cimId, mid = '', psid = '', sentAt }) {
      await redis.rememberMessage(
        keyOf.message(cimId),
        keyOf.mid(mid),
        cimId,
        mid,
        psid,
        sentAt === undefined ? '' : String(sentAt),
        String(now()),
        String(retention),
        String(maxSent),
        keyOf.sent(''),
      )
    },
    async midOf(cimId) {
      return (await redis.hget(keyOf.message(cimId), 'mid')) ?? undefined
    },
    async cimIdOf(mid) {
      return (await redis.get(keyOf.mid(mid))) ?? undefined
    },
    async sentUpTo(psid, watermark) {
      return redis.zrange(keyOf.sent(psid), '-inf', String(watermark), 'BYSCORE')
    },
    async attachmentOf(key) {
      const value = await redis.get(keyOf.attachment(key))
      return value === null ? undefined : uploadedSchema.parse(JSON.parse(value))
    },
    async rememberAttachment(key, attachment) {
      const { expiresAt } = attachment
      await redis.set(keyOf.attachment(key), JSON.stringify(attachment), 'PXAT', expiresAt)
    },
    async customerWroteAt(psid) {
      const at = await redis.zscore(keyOf.wrote, psid)
      return at === null ? undefined : Number(at)
    },
    async rememberCustomerWrote(psid, at) {
      await redis.zadd(keyOf.wrote, 'GT', at, psid)
      await redis.zremrangebyscore(keyOf.wrote, '-inf', now() - retention)
    },
  }
}
