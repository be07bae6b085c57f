import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMemoryLog, type MessageLog } from '../../src/connector/index.ts'
import { openDatabase } from '../../src/sqlite/database.ts'
import { createSqliteLog } from '../../src/sqlite/sqlite-log.ts'

it('answers as the log in memory does, whatever it remembers in whatever order', async () => {
  const entry = fc.record(
    {
      cimId: fc.constantFrom('a', 'b', 'c', 'd'),
      mid: fc.constantFrom('m_1', 'm_2', 'm_3'),
      psid: fc.constantFrom('7', '8'),
      sentAt: fc.integer({ min: 1, max: 9 }),
    },
    { requiredKeys: ['cimId'] },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 12 }), async (entries) => {
      const logs = [createMemoryLog(), createSqliteLog(openDatabase(':memory:'))]
      for (const log of logs) for (const one of entries) await log.remember(one)
      const [memory, sqlite] = await Promise.all(logs.map(answersOf))
      expect(sqlite).toEqual(memory)
    }),
  )
})

it('drops what is old, and only that', async () => {
  let now = 1000
  const log = createSqliteLog(openDatabase(':memory:'), () => now)
  await log.remember({ cimId: 'old', mid: 'm_old', psid: '7', sentAt: 1000 })
  await log.rememberAttachment('old', { attachmentId: '1', size: 1, expiresAt: 1999 })
  await log.rememberCustomerWrote('7', 1000)
  now = 2000
  await log.remember({ cimId: 'new', mid: 'm_new', psid: '7', sentAt: 2000 })
  await log.rememberAttachment('new', { attachmentId: '2', size: 1, expiresAt: 2001 })
  await log.rememberCustomerWrote('8', 2000)
  await log.purge({ before: 2000, now })
  expect([await log.seen('old'), await log.seen('new')]).toEqual([false, true])
  expect([await log.cimIdOf('m_old'), await log.cimIdOf('m_new')]).toEqual([undefined, 'new'])
  expect(await log.sentUpTo('7', 9999)).toEqual(['new'])
  expect(await log.attachmentOf('old')).toBeUndefined()
  expect(await log.attachmentOf('new')).toMatchObject({ attachmentId: '2' })
  expect([await log.customerWroteAt('7'), await log.customerWroteAt('8')]).toEqual([
    undefined,
    2000,
  ])
})

async function answersOf(log: MessageLog) {
  const ids = ['a', 'b', 'c', 'd']
  const sent = ['7', '8'].flatMap((psid) =>
    [0, 3, 5, 9].map(async (at) => [...(await log.sentUpTo(psid, at))].toSorted()),
  )
  return {
    seen: await Promise.all(ids.map((cimId) => log.seen(cimId))),
    midOf: await Promise.all(ids.map((cimId) => log.midOf(cimId))),
    cimIdOf: await Promise.all(['m_1', 'm_2', 'm_3'].map((mid) => log.cimIdOf(mid))),
    sentUpTo: await Promise.all(sent),
  }
}
