import { PayloadError } from '../errors.ts'
import type { LogEntry, MessageLog, UploadedAttachment } from './message-log.ts'

type Kept = { mids: string[]; psid?: string | undefined; sentAt?: number | undefined }

/**
 * A message log in memory: for tests, and for hosts that may forget at restart. It keeps the newest `max` entries,
 * attachments, and times at which customers wrote.
 * @throws {PayloadError} when `max` is less than 1 or not a number
 */
export function createMemoryLog(
  options: {
    /** Default 10 000. */
    max?: number | undefined
  } = {},
): Required<MessageLog> {
  const max = options?.max ?? 10_000
  if (typeof max !== 'number' || !(max >= 1)) {
    throw new PayloadError('options', [{ path: ['max'], message: 'expected 1 or more' }])
  }
  const entries = new Map<string, Kept>()
  const cimIds = new Map<string, string>()
  const sent = new Map<string, Map<string, number>>()
  const attachments = new Map<string, UploadedAttachment>()
  const wroteAt = new Map<string, number>()

  function add({ cimId, mid, psid, sentAt }: LogEntry): void {
    const kept = entries.get(cimId)
    const mids = kept?.mids ?? []
    const isNew = mid !== undefined && !mids.includes(mid)
    const entry = {
      mids: isNew ? [...mids, mid] : mids,
      psid: kept?.psid ?? psid,
      sentAt: kept?.sentAt ?? sentAt,
    }
    entries.set(cimId, entry)
    if (mid !== undefined && !cimIds.has(mid)) cimIds.set(mid, cimId)
    if (entry.psid === undefined || entry.sentAt === undefined) return
    const ofCustomer = sent.get(entry.psid) ?? new Map<string, number>()
    sent.set(entry.psid, ofCustomer.set(cimId, entry.sentAt))
  }

  function drop(cimId: string, { mids, psid = '' }: Kept): void {
    entries.delete(cimId)
    for (const mid of mids) if (cimIds.get(mid) === cimId) cimIds.delete(mid)
    const ofCustomer = sent.get(psid)
    if (ofCustomer?.delete(cimId) && ofCustomer.size === 0) sent.delete(psid)
  }

  return {
    async seen(id) {
      return entries.has(id)
    },
    async remember(entry) {
      add(entry)
      for (const [cimId, kept] of entries) {
        if (entries.size <= max) break
        drop(cimId, kept)
      }
    },
    async midOf(cimId) {
      return entries.get(cimId)?.mids[0]
    },
    async cimIdOf(mid) {
      return cimIds.get(mid)
    },
    async sentUpTo(psid, watermark) {
      const ofCustomer = [...(sent.get(psid) ?? [])].filter(([, sentAt]) => sentAt <= watermark)
      return ofCustomer.sort(([, a], [, b]) => a - b).map(([cimId]) => cimId)
    },
    async attachmentOf(key) {
      return attachments.get(key)
    },
    async rememberAttachment(key, attachment) {
      keepNewest(attachments, key, attachment, max)
    },
    async customerWroteAt(psid) {
      return wroteAt.get(psid)
    },
    async rememberCustomerWrote(psid, at) {
      keepNewest(wroteAt, psid, Math.max(at, wroteAt.get(psid) ?? at), max)
    },
  }
}

function keepNewest<V>(kept: Map<string, V>, key: string, value: V, max: number): void {
  kept.delete(key)
  kept.set(key, value)
  const [oldest] = kept.keys()
  if (kept.size > max && oldest !== undefined) kept.delete(oldest)
}
