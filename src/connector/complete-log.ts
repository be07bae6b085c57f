import { createMemoryLog } from './memory-log.ts'
import type { MessageLog } from './message-log.ts'

/** Completes a log: a log in memory replaces optional methods that it lacks. */
export function completeLog(log: MessageLog): Required<MessageLog> {
  const memory = createMemoryLog()
  return {
    seen: (id) => log.seen(id),
    remember: (entry) => log.remember(entry),
    midOf: (cimId) => log.midOf(cimId),
    cimIdOf: (mid) => log.cimIdOf(mid),
    sentUpTo: (psid, watermark) => log.sentUpTo(psid, watermark),
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
