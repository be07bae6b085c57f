import { createMemoryLog } from './memory-log.ts'
import type { MessageLog } from './message-log.ts'

/**
 * Completes a log: a log in memory replaces optional methods that it lacks. In plain JavaScript a log may return what
 * its store does: null for what it does not know, or 0 for `seen`.
 */
export function completeLog(log: MessageLog): Required<MessageLog> {
  const memory = createMemoryLog()
  return {
    seen: async (id) => Boolean(await log.seen(id)),
    remember: (entry) => log.remember(entry),
    midOf: async (cimId) => (await log.midOf(cimId)) ?? undefined,
    cimIdOf: async (mid) => (await log.cimIdOf(mid)) ?? undefined,
    sentUpTo: async (psid, watermark) => (await log.sentUpTo(psid, watermark)) ?? [],
    attachmentOf: (key) => (log.attachmentOf ? log.attachmentOf(key) : memory.attachmentOf(key)),
    rememberAttachment: (key, attachment) =>
      log.rememberAttachment
        ? log.rememberAttachment(key, attachment)
        : memory.rememberAttachment(key, attachment),
    customerWroteAt: (psid) =>
      log.customerWroteAt ? log.customerWroteAt(psid) : memory.customerWroteAt(psid),
    rememberCustomerWrote: (psid, at) =>
      log.rememberCustomerWrote
        ? log.rememberCustomerWrote(psid, at)
        : memory.rememberCustomerWrote(psid, at),
  }
}
