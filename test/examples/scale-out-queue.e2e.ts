import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UnrecoverableError, Worker } from 'bullmq'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { createCcmClient } from 'messenger-cim/ccm'
import { createMemoryLog, type LogEntry } from 'messenger-cim/connector'
import { sampleCimMessage } from 'messenger-cim/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Carried } from '../../examples/scale-out/carry.ts'
import {
  createDeadLetterQueue,
  type DeadLetterQueue,
} from '../../examples/scale-out/dead-letter-queue.ts'
import { createLanes, type Lanes } from '../../examples/scale-out/lanes.ts'
import { type LocalRedis, startLocalRedis } from '../../examples/scale-out/local-redis.ts'
import type { Task } from '../../examples/scale-out/notice.ts'
import { createRedisLog } from '../../examples/scale-out/redis-log.ts'
import { createRepair } from '../../examples/scale-out/repair.ts'
import { scripts } from '../../examples/scale-out/scripts.ts'
import { createStalledNotice } from '../../examples/scale-out/stalled-notice.ts'
import { createTakeTurn, LaterError } from '../../examples/scale-out/take-turn.ts'
import type { KeptTask } from '../../examples/scale-out/task.ts'
import { createTurns, type Turns, turnsName } from '../../examples/scale-out/turns.ts'

const prefix = '{test}'
const lane = '104857600123456 7312345678901234'
const failedOnce: Carried = { result: 'failed', reason: { name: 'CcmError' }, mayRepeat: true }

let folder: string
let server: LocalRedis
let redis: Redis
let lanes: Lanes
let turns: Turns
let deadLetters: DeadLetterQueue

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'messenger-cim-queue-'))
  server = await startLocalRedis({ folder, appendfsync: 'no' })
  redis = new Redis(server.url, { scripts, maxRetriesPerRequest: null })
  lanes = createLanes(redis, prefix)
  turns = createTurns(redis, prefix, rethrow)
  deadLetters = createDeadLetterQueue(redis, prefix, rethrow)
})

beforeEach(() => redis.flushall())

afterAll(async () => {
  await Promise.all([turns.close(), deadLetters.close()])
  redis.disconnect()
  await server.stop()
  await rm(folder, { recursive: true })
})

function rethrow(error: Error): void {
  throw error
}

function task(body: string, changes: Partial<Task> = {}): Task {
  return { kind: 'webhook', lane, body, ...changes }
}

/** Takes turns, and notes what is carried. */
function createTaker(carry: (task: Pick<KeptTask, 'body'>) => Promise<Carried>) {
  const carried: string[] = []
  const takeTurn = createTakeTurn({
    lanes,
    turns,
    deadLetters,
    async carry(task) {
      carried.push(task.body)
      return carry(task)
    },
    attempts: { webhook: 3, cim: 2, notice: 3 },
    onEnd() {},
  })
  return { takeTurn, carried }
}

async function done(): Promise<Carried> {
  return { result: 'done' }
}

describe('lanes', () => {
  it('have one turn each, which passes on in the order of acceptance', async () => {
    const other = task('x', { lane: 'other' })
    const first = await lanes.append([task('a'), other, task('b')])
    expect(first).toEqual([
      { lane, ticket: 1 },
      { lane: 'other', ticket: 2 },
    ])
    expect(await lanes.append([task('c')])).toEqual([])
    expect(await lanes.waiting()).toBe(4)
    expect(await lanes.pass({ lane, ticket: 1 })).toEqual({ lane, ticket: 3 })
    expect(await lanes.pass({ lane, ticket: 3 })).toEqual({ lane, ticket: 4 })
    expect(await lanes.pass({ lane, ticket: 4 })).toBeUndefined()
    expect(await lanes.waiting()).toBe(1)
  })

  it('are not moved by a worker that comes late with a turn that is over', async () => {
    await lanes.append([task('a'), task('b')])
    await lanes.pass({ lane, ticket: 1 })
    expect(await lanes.pass({ lane, ticket: 1 })).toEqual({ lane, ticket: 2 })
    expect((await lanes.head(lane))?.task.body).toBe('b')
  })

  it('number tasks on beyond what a double writes with an exponent', async () => {
    await redis.set(`${prefix}:tickets`, String(10 ** 15))
    expect(await lanes.append([task('a')])).toEqual([{ lane, ticket: 10 ** 15 + 1 }])
    expect(await lanes.pass({ lane, ticket: 10 ** 15 + 1 })).toBeUndefined()
    expect(await lanes.waiting()).toBe(0)
  })
})

describe('a turn', () => {
  it('does the first task and gives the next one its turn', async () => {
    const { takeTurn, carried } = createTaker(done)
    const [turn] = await lanes.append([task('a'), task('b')])
    if (turn) await takeTurn(turn, 0)
    expect(carried).toEqual(['a'])
    expect(await turns.counts()).toMatchObject({ wait: 1 })
  })

  it('that is over does nothing again, but sees to the next one', async () => {
    const { takeTurn, carried } = createTaker(done)
    await lanes.append([task('a'), task('b')])
    await lanes.pass({ lane, ticket: 1 })
    await takeTurn({ lane, ticket: 1 }, 0)
    expect(carried).toEqual([])
    expect(await turns.counts()).toMatchObject({ wait: 1 })
    expect((await lanes.head(lane))?.task.body).toBe('b')
  })

  it('two workers have at once passes once', async () => {
    const { takeTurn, carried } = createTaker(done)
    const [turn] = await lanes.append([task('a'), task('b')])
    if (turn) await Promise.all([takeTurn(turn, 0), takeTurn(turn, 0)])
    expect(carried).toEqual(['a', 'a'])
    expect((await lanes.head(lane))?.task.body).toBe('b')
  })

  it('comes again when the task failed, until it is given up', async () => {
    const { takeTurn } = createTaker(async () => failedOnce)
    const turn = { lane, ticket: 1 }
    await lanes.append([task('a'), task('b')])
    await expect(takeTurn(turn, 0)).rejects.toThrow(LaterError)
    await expect(takeTurn(turn, 1)).rejects.toThrow(LaterError)
    expect(await deadLetters.count()).toBe(0)
    await takeTurn(turn, 2)
    expect(await deadLetters.list()).toMatchObject([{ attempts: 3, task: { body: 'a' } }])
    expect((await lanes.head(lane))?.task.body).toBe('b')
  })

  it('keeps one letter when a worker dies after burying it', async () => {
    const { takeTurn } = createTaker(async () => ({ ...failedOnce, mayRepeat: false }))
    const letter = { lane, ticket: 1, attempts: 1, reason: { name: 'CcmError' } }
    await lanes.append([task('a')])
    const head = await lanes.head(lane)
    if (head) await deadLetters.bury({ ...letter, task: head.task })
    await takeTurn({ lane, ticket: 1 }, 0)
    expect(await deadLetters.count()).toBe(1)
    expect(await lanes.waiting()).toBe(0)
  })

  it('of a receipt waits for sends that were accepted before it, but not for ever', async () => {
    const { takeTurn, carried } = createTaker(done)
    const sends = task('send', { kind: 'cim', lane: `${lane} sends` })
    const receipts = task('receipt', { lane: `${lane} receipts` })
    const [, turn = { lane, ticket: 0 }] = await lanes.append([sends, receipts])
    await expect(takeTurn(turn, 0)).rejects.toThrow('send under way')
    expect(carried).toEqual([])
    await takeTurn(turn, 5)
    expect(carried).toEqual(['receipt'])
  })

  it('of a receipt does not wait for sends that came after it', async () => {
    const { takeTurn, carried } = createTaker(done)
    const sends = task('send', { kind: 'cim', lane: `${lane} sends` })
    const [turn] = await lanes.append([task('receipt', { lane: `${lane} receipts` }), sends])
    if (turn) await takeTurn(turn, 0)
    expect(carried).toEqual(['receipt'])
  })
})

describe('repair', () => {
  const noNotice = async () => undefined

  /** Has BullMQ give up a turn. */
  async function giveUpOne(): Promise<void> {
    const connection = redis.duplicate()
    const worker = new Worker(
      turnsName,
      async () => {
        throw new UnrecoverableError('as for a turn that stalled too often')
      },
      { connection, prefix, autorun: false },
    )
    const failed = once(worker, 'failed')
    worker.run()
    await failed
    await worker.close()
    connection.disconnect()
  }

  it('gives a turn to lanes that were left without one', async () => {
    await lanes.append([task('a'), task('x', { lane: 'other' }), task('b')])
    expect(await turns.counts()).toMatchObject({ wait: 0 })
    const repair = createRepair(lanes, turns, deadLetters, noNotice)
    await repair()
    await repair()
    expect(await turns.counts()).toMatchObject({ wait: 2 })
  })

  it('makes a dead letter of a turn that BullMQ gave up, so that its lane goes on', async () => {
    await turns.add(await lanes.append([task('a'), task('b')]))
    await giveUpOne()
    expect(await createRepair(lanes, turns, deadLetters, noNotice)()).toBe(1)
    expect(await deadLetters.list()).toMatchObject([
      { ticket: 1, task: { body: 'a' }, reason: { name: 'Stalled' } },
    ])
    expect((await lanes.head(lane))?.task.body).toBe('b')
    expect(await turns.counts()).toMatchObject({ wait: 1, failed: 0 })
  })

  it('tells CX of a message that BullMQ gave up', async () => {
    const message = sampleCimMessage('PLAIN')
    const sends = `${lane} sends`
    const cim = task(JSON.stringify(message), { kind: 'cim', lane: sends })
    await turns.add(await lanes.append([cim]))
    await giveUpOne()

    const stalledNotice = createStalledNotice(createCcmClient({ baseUrl: 'http://127.0.0.1/ccm' }))
    expect(await createRepair(lanes, turns, deadLetters, stalledNotice)()).toBe(1)
    expect(await deadLetters.count()).toBe(1)
    expect(await lanes.head(sends)).toBeUndefined()
    const notice = await lanes.head(`${sends} notices`)
    expect(notice?.task.kind).toBe('notice')
    expect(JSON.parse(notice?.task.body ?? '')).toMatchObject({
      body: {
        type: 'DELIVERYNOTIFICATION',
        messageId: message.id,
        status: 'FAILED',
        reasonCode: '500',
      },
    })
    expect(await turns.counts()).toMatchObject({ wait: 1, failed: 0 })
  })
})

describe('the message log', () => {
  const cimId = fc.constantFrom('c1', 'c2', 'c3')
  const mid = fc.constantFrom('m1', 'm2', 'm3')
  const psid = fc.constantFrom('p1', 'p2')
  const entry = fc.record(
    { cimId, mid, psid, sentAt: fc.integer({ min: 1, max: 1e9 }) },
    { requiredKeys: ['cimId'] },
  )

  it('answers as the one in memory does, whatever it is told', async () => {
    const entries = fc.uniqueArray(entry, {
      maxLength: 12,
      selector: ({ sentAt, cimId: id }) => sentAt ?? id,
    })
    await fc.assert(
      fc.asyncProperty(entries, fc.integer({ min: 0, max: 1e9 }), async (told, watermark) => {
        await redis.flushall()
        const logs = [createMemoryLog(), createRedisLog(redis, { prefix, retention: 60_000 })]
        const answers = await Promise.all(logs.map((log) => answersOf(log, told, watermark)))
        expect(answers[1]).toEqual(answers[0])
      }),
      { numRuns: 200 },
    )
  })

  async function answersOf(
    log: ReturnType<typeof createMemoryLog>,
    told: readonly LogEntry[],
    watermark: number,
  ) {
    for (const each of told) await log.remember(each)
    return Promise.all([
      ...['c1', 'c2', 'c3'].map((id) => Promise.all([log.seen(id), log.midOf(id)])),
      ...['m1', 'm2', 'm3'].map((id) => log.cimIdOf(id)),
      ...['p1', 'p2'].map((id) => log.sentUpTo(id, watermark)),
    ])
  }

  it('keeps uploads until Meta forgets them', async () => {
    const log = createRedisLog(redis, { prefix, retention: 60_000 })
    const upload = { attachmentId: '1857777774821032', size: 7, expiresAt: Date.now() + 60_000 }
    await log.rememberAttachment('a', upload)
    await log.rememberAttachment('b', { ...upload, expiresAt: Date.now() - 1 })
    expect(await log.attachmentOf('a')).toEqual(upload)
    expect(await log.attachmentOf('b')).toBeUndefined()
  })

  it('keeps when a customer last wrote, and forgets it after the time that it is told', async () => {
    let now = 100_000
    const log = createRedisLog(redis, { prefix, retention: 60_000, now: () => now })
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

  it('forgets after the time that it is told', async () => {
    const log = createRedisLog(redis, { prefix, retention: 60_000 })
    await log.remember({ cimId: 'c1', mid: 'm1', psid: 'p1', sentAt: 5 })
    const keys = await redis.keys('*log*')
    expect(keys).toHaveLength(3)
    for (const key of keys) {
      const left = await redis.pttl(key)
      expect(left).toBeGreaterThan(50_000)
      expect(left).toBeLessThanOrEqual(60_000)
    }
  })

  it('keeps the latest of what a customer was sent', async () => {
    const log = createRedisLog(redis, { prefix, retention: 60_000 })
    for (let n = 0; n < 510; n += 1) await log.remember({ cimId: `c${n}`, psid: 'p1', sentAt: n })
    const ids = await log.sentUpTo('p1', 1000)
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([500, 'c10', 'c509'])
  })
})
