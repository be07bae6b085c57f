import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Connection, connect } from '../../src/bullmq/connection.ts'
import { createRedisLog } from '../../src/bullmq/redis-log.ts'
import { createMemoryLog, type LogEntry } from '../../src/connector/index.ts'
import { describeWithRedis, type RedisServer, startRedis } from './redis-server.ts'

const options = { prefix: '{test}', retentionMs: 60_000 }

let server: RedisServer
let connection: Connection

describeWithRedis('the message log on Redis', () => {
  beforeAll(async () => {
    server = await startRedis(['appendfsync no'])
    connection = connect(server.url, () => {})
  })
  beforeEach(async () => void (await connection.ask((redis) => redis.flushall())))
  afterAll(async () => {
    connection.close()
    await server.remove()
  })

  const cimId = fc.constantFrom('c1', 'c2', 'c3')
  const mid = fc.constantFrom('m1', 'm2', 'm3')
  const psid = fc.constantFrom('p1', 'p2')
  const entry = fc.record(
    { cimId, mid, psid, sentAt: fc.integer({ min: 1, max: 1e9 }) },
    { requiredKeys: ['cimId'] },
  )

  it('answers as the one in memory does, for all entries', async () => {
    const entries = fc.uniqueArray(entry, {
      maxLength: 12,
      selector: ({ sentAt, cimId: id }) => sentAt ?? id,
    })
    await fc.assert(
      fc.asyncProperty(entries, fc.integer({ min: 0, max: 1e9 }), async (remembered, watermark) => {
        await connection.ask((redis) => redis.flushall())
        const logs = [createMemoryLog(), createRedisLog(connection, options)]
        const answers = await Promise.all(logs.map((log) => answersOf(log, remembered, watermark)))
        expect(answers[1]).toEqual(answers[0])
      }),
      { numRuns: 200 },
    )
  })

  async function answersOf(
    log: ReturnType<typeof createMemoryLog>,
    remembered: readonly LogEntry[],
    watermark: number,
  ) {
    for (const each of remembered) await log.remember(each)
    return Promise.all([
      ...['c1', 'c2', 'c3'].map((id) => Promise.all([log.seen(id), log.midOf(id)])),
      ...['m1', 'm2', 'm3'].map((id) => log.cimIdOf(id)),
      ...['p1', 'p2'].map((id) => log.sentUpTo(id, watermark)),
    ])
  }

  it('keeps uploads until Meta forgets them', async () => {
    const log = createRedisLog(connection, options)
    const upload = { attachmentId: '1857777774821032', size: 7, expiresAt: Date.now() + 60_000 }
    await log.rememberAttachment('a', upload)
    await log.rememberAttachment('b', { ...upload, expiresAt: Date.now() - 1 })
    expect(await log.attachmentOf('a')).toEqual(upload)
    expect(await log.attachmentOf('b')).toBeUndefined()
  })

  it('keeps when a customer last wrote, and forgets it after the given time', async () => {
    let now = 100_000
    const log = createRedisLog(connection, { ...options, now: () => now })
    await log.rememberCustomerWrote('p1', 90_000)
    await log.rememberCustomerWrote('p1', 80_000)
    expect(await log.customerWroteAt('p1')).toBe(90_000)
    now = 200_000
    await log.rememberCustomerWrote('p2', 200_000)
    expect([await log.customerWroteAt('p1'), await log.customerWroteAt('p2')]).toEqual([
      undefined,
      200_000,
    ])
  })

  it('forgets after the given time', async () => {
    const log = createRedisLog(connection, options)
    await log.remember({ cimId: 'c1', mid: 'm1', psid: 'p1', sentAt: 5 })
    const keys = await connection.ask((redis) => redis.keys('*log*'))
    expect(keys).toHaveLength(3)
    for (const key of keys) {
      const left = await connection.ask((redis) => redis.pttl(key))
      expect(left).toBeGreaterThan(50_000)
      expect(left).toBeLessThanOrEqual(60_000)
    }
  })

  it('keeps the latest of what a customer was sent', async () => {
    const log = createRedisLog(connection, options)
    for (let n = 0; n < 510; n += 1) await log.remember({ cimId: `c${n}`, psid: 'p1', sentAt: n })
    const ids = await log.sentUpTo('p1', 1000)
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([500, 'c10', 'c509'])
  })
})
