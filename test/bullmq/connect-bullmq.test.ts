import { execFile } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Redis } from 'ioredis'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type BullmqStore, connectBullmq, type StorageError } from '../../src/bullmq/index.ts'
import { PayloadError } from '../../src/errors.ts'
import type { NewTask } from '../../src/host/task-queue.ts'
import { describeWithRedis, type RedisServer, startRedis } from './redis-server.ts'

const done = { result: 'done' } as const
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function redisWith(...settings: string[]): Promise<RedisServer> {
  const redis = await startRedis(settings)
  ends.push(() => redis.remove())
  return redis
}

type Store = BullmqStore & { warnings: StorageError[] }

function open(url: string, takeOverMs = 1000): Store {
  const warnings: StorageError[] = []
  const onWarning = (warning: StorageError) => void warnings.push(warning)
  const store = connectBullmq({ url, takeOverMs, onWarning })
  ends.push(store.close)
  return { ...store, warnings }
}

function task(lane: string, body = '{}'): NewTask {
  return { kind: 'test', lane, body }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitFor(async () => expect(await isSo()).toBe(true), { timeout: 60_000, interval: 20 })
}

describe('options', () => {
  it.each([
    ['url', { url: 'http://:hunter2@redis' }],
    ['url', { url: 'no URL, hunter2' }],
    ['url', { url: 'redis://:hunter2%@redis' }],
    ['prefix', { url: 'redis://redis', prefix: '{hunter2}' }],
    ['prefix', { url: 'redis://redis', prefix: 7 }],
    ['takeOverMs', { url: 'redis://redis', takeOverMs: 10 }],
    ['takeOverMs', { url: 'redis://redis', takeOverMs: Number.POSITIVE_INFINITY }],
    ['retentionDays', { url: 'redis://redis', retentionDays: -1 }],
    ['retentionDays', { url: 'redis://redis', retentionDays: Number.NaN }],
    ['onWarning', { url: 'redis://redis', onWarning: 'hunter2' }],
  ])('are refused by path: %s', (path, options) => {
    const open = () => Reflect.apply(connectBullmq, undefined, [options])
    expect(open).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: [path] })] }),
    )
    expect(open).not.toThrow(/hunter2/)
  })

  it.each([undefined, null, 'redis://redis'])('are not %j', (options) => {
    expect(() => Reflect.apply(connectBullmq, undefined, [options])).toThrow(PayloadError)
  })
})

describe('a listener for warnings that fails itself', () => {
  it.each(['() => { throw new Error() }', 'async () => { throw new Error() }'])(
    'does not end the process: %s',
    async (listener) => {
      const entry = JSON.stringify(new URL('../../src/bullmq/index.ts', import.meta.url))
      const program = `
        import { connectBullmq } from ${entry}
        const { queue, close } = connectBullmq({ url: 'redis://127.0.0.1:1', onWarning: ${listener} })
        await queue.check().catch(({ code }) => console.log(code))
        await close()`
      const args = ['--input-type=module', '--eval', program]
      const { stdout } = await promisify(execFile)(process.execPath, args)
      expect(stdout).toBe('storage_failed\n')
    },
  )
})

describeWithRedis('a Redis that is not fit', () => {
  it('is refused with one that may drop what was accepted', async () => {
    const { url } = await redisWith('maxmemory-policy allkeys-lru')
    const { queue } = open(url)
    const refusal = { reason: 'evicting', message: expect.stringContaining('allkeys-lru') }
    await expect(queue.add([task('a')])).rejects.toMatchObject(refusal)
    await expect(queue.check()).rejects.toMatchObject(refusal)
    await expect(queue.work(async () => done).ready).rejects.toMatchObject(refusal)
    expect(await queue.counts()).toEqual({ waiting: 0, dead: 0 })
  })

  it('is used without an append-only file, with a warning', async () => {
    const { url } = await redisWith('appendonly no')
    const { queue, warnings } = open(url)
    await queue.add([task('a')])
    await queue.check()
    expect(warnings).toMatchObject([{ name: 'StorageError', reason: 'not_durable' }])
  })

  it('refuses a wrong password, which nothing prints', async () => {
    const { port } = await redisWith()
    const printed = vi.fn()
    for (const method of ['error', 'warn', 'log'] as const) {
      vi.spyOn(console, method).mockImplementation(printed)
    }
    ends.push(vi.restoreAllMocks)
    const { queue, log, warnings } = open(`redis://:hunter2@127.0.0.1:${port}`)
    const failures: unknown[] = []
    const worker = queue.work(async () => done, { onError: (error) => failures.push(error) })
    for (const rejected of [worker.ready, queue.add([task('a')]), queue.check()]) {
      failures.push(await rejected.catch((error: unknown) => error))
    }
    await worker.stop()
    expect(failures).toMatchObject(failures.map(() => ({ reason: 'access_denied' })))
    expect(warnings).toMatchObject([{ reason: 'access_denied' }])
    expect(printed).not.toHaveBeenCalled()
    const reports = [...failures, ...warnings].map((error) => JSON.stringify(ofError(error)))
    expect(reports.join()).not.toContain('hunter2')
    expect(log).toBeDefined()
  })

  function ofError(error: unknown): unknown {
    if (!(error instanceof Error)) return error
    return { ...error, message: error.message, stack: error.stack, cause: ofError(error.cause) }
  }

  it('takes all of what is added or nothing when its memory is full', async () => {
    const { url } = await redisWith()
    const { queue } = open(url)
    await queue.add([task('a')])
    const admin = new Redis(url)
    ends.push(() => admin.disconnect())
    await admin.config('SET', 'maxmemory', '1')
    const more = [task('a'), task('b'), task('c')]
    await expect(queue.add(more)).rejects.toMatchObject({ reason: 'full' })
    await expect(queue.check()).rejects.toMatchObject({ reason: 'full' })
    expect(await queue.counts()).toEqual({ waiting: 1, dead: 0 })
    await admin.config('SET', 'maxmemory', '0')
    await queue.add(more)
    expect(await queue.counts()).toEqual({ waiting: 4, dead: 0 })
  })
})

describeWithRedis('a Redis that goes away', () => {
  it('is reported as such, and used again once it is back', async () => {
    const redis = await redisWith()
    const { queue, log, warnings } = open(redis.url)
    await queue.add([task('a')])
    await redis.kill()
    // The end of the old connection may be reported before it, as ECONNRESET.
    await until(() => warnings.some(({ message }) => message.includes('ECONNREFUSED')))
    const away = { reason: 'unavailable', message: expect.stringContaining('ECONNREFUSED') }
    await expect(queue.add([task('b')])).rejects.toMatchObject(away)
    await expect(queue.check()).rejects.toMatchObject(away)
    await expect(queue.deadLetters.list()).rejects.toMatchObject(away)
    let isRemembered = false
    const remembered = log.remember({ cimId: 'c', mid: 'm' }).then(() => {
      isRemembered = true
    })
    await wait(100)
    expect(isRemembered).toBe(false)
    expect(new Set(warnings.map(({ reason }) => reason))).toEqual(new Set(['unavailable']))
    const messages = warnings.map(({ message }) => message)
    expect(messages).toEqual([...new Set(messages)])
    await redis.restart()
    await remembered
    await queue.add([task('b')])
    expect(await queue.counts()).toEqual({ waiting: 2, dead: 0 })
    expect(await log.cimIdOf('m')).toBe('c')
  })

  it('makes workers wait, until they are stopped', async () => {
    const redis = await redisWith()
    await redis.kill()
    const [patient, stopped] = [open(redis.url), open(redis.url)]
    const ran: string[] = []
    const failures: unknown[] = []
    const worker = patient.queue.work(
      async ({ body }) => {
        ran.push(body)
        return done
      },
      { onError: (error) => failures.push(error) },
    )
    const other = stopped.queue.work(async () => done)
    await other.stop()
    await expect(other.ready).rejects.toMatchObject({ reason: 'closed' })
    await until(() => failures.length > 0)
    await redis.restart()
    await worker.ready
    await patient.queue.add([task('a', '"now"')])
    await until(() => ran.length === 1)
  })

  it.each([
    ['hangs', (redis: RedisServer) => redis.pause(), async (redis: RedisServer) => redis.resume()],
    ['is killed', (redis: RedisServer) => redis.kill(), (redis: RedisServer) => redis.restart()],
  ])('for longer than a lock, since it %s, has no step done twice', async (_, away, back) => {
    const redis = await redisWith()
    const stores = [1, 2, 3].map(() => open(redis.url))
    const sent: string[] = []
    const ran: string[] = []
    for (const { queue, log } of stores) {
      const { ready } = queue.work(async (given) => {
        // As the host does: what was begun, and may have been sent, is not sent again.
        for (const step of [0, 1, 2]) {
          const cimId = `${given.body} ${step}`
          if (given.begun.includes(step) || (await log.seen(cimId))) continue
          await queue.begin(given, step)
          sent.push(cimId)
          await wait(300)
          await log.remember({ cimId })
        }
        ran.push(given.body)
        return done
      })
      await ready
    }
    const bodies = Array.from({ length: 40 }, (_value, index) => `"${index}"`)
    const [first] = stores
    await first?.queue.add(
      bodies.map((body) => task(`lane ${Number(body.slice(1, -1)) % 20}`, body)),
    )
    await until(() => sent.length > 30)
    await away(redis)
    await wait(4000)
    await back(redis)
    await until(async () => {
      return (await first?.queue.counts().catch(() => undefined))?.waiting === 0
    })
    expect(sent.toSorted()).toEqual([...new Set(sent)].toSorted())
    expect(new Set(ran)).toEqual(new Set(bodies))
    expect(sent).toHaveLength(120)
  })
})

describeWithRedis('what a process left halfway', () => {
  it('is found: tasks that were stored without anybody being woken', async () => {
    const { url } = await redisWith()
    const { queue } = open(url)
    const ran: string[] = []
    await queue.work(async ({ body }) => {
      ran.push(body)
      return done
    }).ready
    await queue.add([task('a', '"before"')])
    await until(() => ran.length === 1)
    const admin = new Redis(url)
    ends.push(() => admin.disconnect())
    await admin.rpush(
      '{messenger-cim}:lane:b',
      '77 0\n{"kind":"test","body":"halfway","acceptedAt":1}',
    )
    await admin.sadd('{messenger-cim}:lanes', 'b')
    await admin.incr('{messenger-cim}:waiting')
    await until(() => ran.length === 2)
    expect(ran).toEqual(['"before"', 'halfway'])
  })
})

describeWithRedis('dead letters', () => {
  it.each(['12', undefined, [12]])('are not replayed or dropped by %j', async (ids) => {
    const { url } = await redisWith()
    const { deadLetters } = open(url).queue
    for (const work of [deadLetters.replay, deadLetters.drop]) {
      await expect(Reflect.apply(work, deadLetters, [ids])).rejects.toThrow(PayloadError)
    }
  })

  it('are dropped after the time that they are kept', async () => {
    const { url } = await redisWith()
    const { queue } = open(url)
    await queue.work(async () => ({ result: 'dead', reason: { name: 'Error' } })).ready
    await queue.add([task('a'), task('b')])
    await until(async () => (await queue.counts()).dead === 2)
    const admin = new Redis(url)
    ends.push(() => admin.disconnect())
    const [old] = await queue.deadLetters.list()
    const longAgo = Date.now() - 181 * 24 * 60 * 60 * 1000
    const letter = JSON.stringify({ ...old, deadAt: longAgo })
    await admin.hset('{messenger-cim}:dead:letters', String(old?.id), letter)
    await until(async () => (await queue.counts()).dead === 1)
    expect(await queue.deadLetters.show(String(old?.id))).toBeUndefined()
  })
})
