import type { MessageLog } from '../connector/message-log.ts'
import type { Database } from './database.ts'

/** A message log that can forget. */
export type SqliteLog = Required<MessageLog> & {
  /** Drops messages remembered before a time (ms), and uploads that Meta has forgotten by `now`. */
  purge(times: { before: number; now: number }): Promise<void>
}

/** The message log of a connector in SQLite, so that ids survive a restart. */
export function createSqliteLog(database: Database, now: () => number = Date.now): SqliteLog {
  const seen = database.prepare('select 1 from messages where cim_id = ?')
  const keepMessage = database.prepare(`
    insert into messages (cim_id, mid, psid, sent_at, kept_at) values (?, ?, ?, ?, ?)
    on conflict (cim_id) do update set
      mid = coalesce(mid, excluded.mid),
      psid = coalesce(psid, excluded.psid),
      sent_at = coalesce(sent_at, excluded.sent_at)`)
  const keepMid = database.prepare(
    'insert into mids (mid, cim_id, kept_at) values (?, ?, ?) on conflict do nothing',
  )
  const midOf = database.prepare('select mid as value from messages where cim_id = ?')
  const cimIdOf = database.prepare('select cim_id as value from mids where mid = ?')
  const sentUpTo = database.prepare(
    'select cim_id as value from messages where psid = ? and sent_at <= ? order by sent_at',
  )
  const attachmentOf = database.prepare('select * from attachments where key = ?')
  const keepAttachment = database.prepare(
    'insert or replace into attachments values (?, ?, ?, ?, ?)',
  )
  const wroteAt = database.prepare('select wrote_at from customers where psid = ?')
  const keepWroteAt = database.prepare(`
    insert into customers (psid, wrote_at) values (?, ?)
    on conflict (psid) do update set wrote_at = max(wrote_at, excluded.wrote_at)`)
  const purges = [
    database.prepare('delete from customers where wrote_at < ?'),
    database.prepare('delete from messages where kept_at < ?'),
    database.prepare('delete from mids where kept_at < ?'),
  ]
  const purgeAttachments = database.prepare('delete from attachments where expires_at < ?')

  return {
    async seen(id) {
      return database.read(() => seen.get(id)) !== undefined
    },
    async remember({ cimId, mid, psid, sentAt }) {
      await database.write(() => {
        keepMessage.run(cimId, mid ?? null, psid ?? null, sentAt ?? null, now())
        if (mid !== undefined) keepMid.run(mid, cimId, now())
      })
    },
    async midOf(cimId) {
      return text(database.read(() => midOf.get(cimId))?.value)
    },
    async cimIdOf(mid) {
      return text(database.read(() => cimIdOf.get(mid))?.value)
    },
    async sentUpTo(psid, watermark) {
      const rows = database.read(() => sentUpTo.all(psid, watermark))
      return rows.flatMap(({ value }) => text(value) ?? [])
    },
    async attachmentOf(key) {
      const row = database.read(() => attachmentOf.get(key))
      if (row === undefined) return undefined
      return {
        attachmentId: String(row.attachment_id),
        size: Number(row.size),
        mimeType: text(row.mime_type),
        expiresAt: Number(row.expires_at),
      }
    },
    async rememberAttachment(key, { attachmentId, size, mimeType, expiresAt }) {
      await database.write(() => {
        keepAttachment.run(key, attachmentId, size, mimeType ?? null, expiresAt)
      })
    },
    async customerWroteAt(psid) {
      const row = database.read(() => wroteAt.get(psid))
      return row === undefined ? undefined : Number(row.wrote_at)
    },
    async rememberCustomerWrote(psid, at) {
      await database.write(() => void keepWroteAt.run(psid, at))
    },
    purge: ({ before, now }) =>
      database.write(() => {
        for (const purge of purges) purge.run(before)
        purgeAttachments.run(now)
      }),
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
