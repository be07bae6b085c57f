import fc from 'fast-check'
import { createMemoryLog, type MessageLog } from 'messenger-cim/connector'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../examples/express/database.ts'
import { createSqliteLog, type SqliteLog } from '../../examples/express/sqlite-log.ts'

describe('the message log on SQLite', () => {
  let database: Database
  let log: SqliteLog
  let now = 1_000
  beforeEach(() => {
    database = openDatabase(':memory:')
    now = 1_000
    log = createSqliteLog(database, () => now)
  })

  it('answers like the one in memory, whatever is remembered in whatever order', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd')
    const entry = fc.record(
      {
        cimId: id,
        mid: fc.constantFrom('m_1', 'm_2', 'm_3'),
        psid: fc.constantFrom('7', '8'),
        sentAt: fc.integer({ min: 1, max: 9 }),
      },
      { requiredKeys: ['cimId'] },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 12 }), async (entries) => {
        const sqlite = createSqliteLog(openDatabase(':memory:'))
        const memory = createMemoryLog()
        for (const remembered of entries) {
          await sqlite.remember(remembered)
          await memory.remember(remembered)
        }
        expect(await answersOf(sqlite)).toEqual(await answersOf(memory))
      }),
    )
  })

  it('keeps what it knows when it is opened again', async () => {
    await log.remember({ cimId: 'a', mid: 'm_1', psid: '7', sentAt: 5 })
    const again = createSqliteLog(database)
    expect([await again.midOf('a'), await again.cimIdOf('m_1')]).toEqual(['m_1', 'a'])
  })

  it('keeps uploads, the last one of a key', async () => {
    const upload = { attachmentId: '1', size: 10, mimeType: 'image/png', expiresAt: 50 }
    await log.rememberAttachment('image\nfile', upload)
    await log.rememberAttachment('image\nfile', { attachmentId: '2', size: 11, expiresAt: 60 })
    expect(await log.attachmentOf('image\nfile')).toEqual({
      attachmentId: '2',
      size: 11,
      mimeType: undefined,
      expiresAt: 60,
    })
    expect(await log.attachmentOf('other')).toBeUndefined()
  })

  it('keeps when a customer last wrote', async () => {
    expect(await log.customerWroteAt('7')).toBeUndefined()
    await log.rememberCustomerWrote('7', 1_795_382_400_123)
    await log.rememberCustomerWrote('7', 1_795_382_400_122)
    expect(await createSqliteLog(database).customerWroteAt('7')).toBe(1_795_382_400_123)
    log.purge({ before: 1_795_382_400_124, now })
    expect(await log.customerWroteAt('7')).toBeUndefined()
  })

  it('drops what is old, and only that', async () => {
    await log.remember({ cimId: 'old', mid: 'm_old', psid: '7', sentAt: 1_000 })
    await log.rememberAttachment('old', { attachmentId: '1', size: 1, expiresAt: 1_999 })
    now = 2_000
    await log.remember({ cimId: 'new', mid: 'm_new', psid: '7', sentAt: 2_000 })
    await log.rememberAttachment('new', { attachmentId: '2', size: 1, expiresAt: 2_001 })
    log.purge({ before: 2_000, now })
    expect([await log.seen('old'), await log.seen('new')]).toEqual([false, true])
    expect([await log.cimIdOf('m_old'), await log.cimIdOf('m_new')]).toEqual([undefined, 'new'])
    expect(await log.sentUpTo('7', 9_999)).toEqual(['new'])
    expect(await log.attachmentOf('old')).toBeUndefined()
    expect(await log.attachmentOf('new')).toMatchObject({ attachmentId: '2' })
  })
})

async function answersOf(log: MessageLog) {
  const ids = ['a', 'b', 'c', 'd']
  const sentUpTo = ['7', '8'].flatMap((psid) =>
    [0, 3, 5, 9].map(async (at) => (await log.sentUpTo(psid, at)).toSorted()),
  )
  return {
    seen: await Promise.all(ids.map((cimId) => log.seen(cimId))),
    midOf: await Promise.all(ids.map((cimId) => log.midOf(cimId))),
    cimIdOf: await Promise.all(['m_1', 'm_2', 'm_3'].map((mid) => log.cimIdOf(mid))),
    sentUpTo: await Promise.all(sentUpTo),
  }
}
