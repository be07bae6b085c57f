import * as z from 'zod/mini'
import type { MessageLog } from '../connector/message-log.ts'
import type { Connection } from './connection.ts'
import { runScript, script } from './script.ts'

const uploadedSchema = z.object({
  attachmentId: z.string(),
  size: z.number(),
  mimeType: z.optional(z.string()),
  expiresAt: z.number(),
})

/** How many of a customer's latest messages can get a receipt. */
const maxSent = 500

/**
 * The message log of all hosts on Redis. While Redis is unavailable it waits: a send must be remembered before the next
 * step begins, or it would be repeated.
 */
export function createRedisLog(
  { askPatiently: ask }: Pick<Connection, 'askPatiently'>,
  {
    prefix,
    retentionMs,
    now = Date.now,
  }: { prefix: string; retentionMs: number; now?: () => number },
): Required<MessageLog> {
  const keyOf = {
    message: (cimId: string) => `${prefix}:log:message:${cimId}`,
    mid: (mid: string) => `${prefix}:log:mid:${mid}`,
    sent: (psid: string) => `${prefix}:log:sent:${psid}`,
    attachment: (key: string) => `${prefix}:log:attachment:${key}`,
    wrote: `${prefix}:log:wrote`,
  }
  return {
    seen: async (id) => (await ask((redis) => redis.exists(keyOf.message(id)))) === 1,
    async remember({ cimId, mid = '', psid = '', sentAt = '' }) {
      const args = [cimId, mid, psid, sentAt, now(), retentionMs, maxSent]
      await ask((redis) => runScript(redis, rememberMessage, prefix, args))
    },
    async midOf(cimId) {
      return (await ask((redis) => redis.hget(keyOf.message(cimId), 'mid'))) ?? undefined
    },
    async cimIdOf(mid) {
      return (await ask((redis) => redis.get(keyOf.mid(mid)))) ?? undefined
    },
    sentUpTo: (psid, watermark) =>
      ask((redis) => redis.zrange(keyOf.sent(psid), '-inf', String(watermark), 'BYSCORE')),
    async attachmentOf(key) {
      const value = await ask((redis) => redis.get(keyOf.attachment(key)))
      return value === null ? undefined : uploadedSchema.parse(JSON.parse(value))
    },
    async rememberAttachment(key, attachment) {
      const { expiresAt } = attachment
      const value = JSON.stringify(attachment)
      await ask((redis) => redis.set(keyOf.attachment(key), value, 'PXAT', expiresAt))
    },
    async customerWroteAt(psid) {
      const at = await ask((redis) => redis.zscore(keyOf.wrote, psid))
      return at === null ? undefined : Number(at)
    },
    async rememberCustomerWrote(psid, at) {
      await ask((redis) => redis.zadd(keyOf.wrote, 'GT', at, psid))
      await ask((redis) => redis.zremrangebyscore(keyOf.wrote, '-inf', now() - retentionMs))
    },
  }
}

/**
 * Adds to an entry of the message log. Values that it already has stay.
 *
 * ARGV: CIM id, mid, psid, sentAt (each '' for none), now, retention (ms), how many of a customer's messages are kept
 * for receipts.
 */
const rememberMessage = script(`
local cimId, mid, psid, sentAt, now, retention = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local message = KEYS[1] .. ':log:message:' .. cimId
if redis.call('hsetnx', message, 'keptAt', now) == 1 then redis.call('pexpire', message, retention) end
if mid ~= '' then
  redis.call('hsetnx', message, 'mid', mid)
  redis.call('set', KEYS[1] .. ':log:mid:' .. mid, cimId, 'px', retention, 'nx')
end
if psid ~= '' then redis.call('hsetnx', message, 'psid', psid) end
if sentAt ~= '' then redis.call('hsetnx', message, 'sentAt', sentAt) end
local kept = redis.call('hmget', message, 'psid', 'sentAt')
if kept[1] and kept[2] then
  local sent = KEYS[1] .. ':log:sent:' .. kept[1]
  redis.call('zadd', sent, kept[2], cimId)
  redis.call('zremrangebyrank', sent, 0, -1 - ARGV[7])
  redis.call('pexpire', sent, retention)
end
return nil`)
