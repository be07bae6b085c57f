import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Connection, connect } from '../../src/bullmq/connection.ts'
import { createRedisLanes, type Held, type RedisLanes } from '../../src/bullmq/redis-lanes.ts'
import { createTurnTaker } from '../../src/bullmq/take-turn.ts'
import type { Turn } from '../../src/bullmq/turn.ts'
import type { NewTask, RunTask, Task } from '../../src/host/task-queue.ts'
import { createTaskRuns } from '../../src/host/task-runs.ts'
import { describeWithRedis, type RedisServer, startRedis } from './redis-server.ts'

const prefix = '{test}'
const lane = '104857600123456 7312345678901234'
const reason = { name: 'CcmError' }

let redis: RedisServer
let connection: Connection
let lanes: RedisLanes

function task(body: string, changes: Partial<NewTask> = {}): NewTask {
  return { kind: 'webhook', lane, body, ...changes }
}

/** Takes hold of a task that may be run now. */
async function take(held: Held): Promise<Task> {
  const taken = await lanes.take(held)
  if (taken.result !== 'taken') throw new Error(taken.result)
  return taken.task
}

describeWithRedis('lanes on Redis', () => {
  beforeAll(async () => {
    redis = await startRedis(['appendfsync no'])
    connection = connect(redis.url, () => {})
    lanes = createRedisLanes(connection, prefix)
  })
  beforeEach(async () => void (await connection.ask((client) => client.flushall())))
  afterAll(async () => {
    connection.close()
    await redis.remove()
  })

  it('have one turn each, which passes on in the order of acceptance', async () => {
    const other = task('x', { lane: 'other' })
    expect(await lanes.append([task('a'), other, task('b')])).toEqual([
      { lane, ticket: '1' },
      { lane: 'other', ticket: '2' },
    ])
    expect(await lanes.append([task('c')])).toEqual([])
    expect(await lanes.waiting()).toBe(4)
    for (const [ticket, body, next] of [
      ['1', 'a', [{ lane, ticket: '3' }]],
      ['3', 'b', [{ lane, ticket: '4' }]],
      ['4', 'c', []],
    ] as const) {
      const held = { lane, ticket, hold: 'h' }
      const taken = await take(held)
      expect(taken.body).toBe(body)
      expect(await lanes.end(held, taken, { result: 'done' })).toEqual(next)
    }
    expect(await lanes.waiting()).toBe(1)
    expect((await lanes.take({ lane, ticket: '4', hold: 'h' })).result).toBe('over')
  })

  it('answer a late turn with the task whose turn it is now', async () => {
    await lanes.append([task('a'), task('b')])
    const held = { lane, ticket: '1', hold: 'h' }
    await lanes.end(held, await take(held), { result: 'done' })
    expect(await lanes.take(held)).toEqual({ result: 'over', next: [{ lane, ticket: '2' }] })
    expect(await lanes.waiting()).toBe(1)
  })

  it('number tasks on beyond what a double writes with an exponent', async () => {
    await connection.ask((client) => client.set(`${prefix}:tickets`, String(10 ** 15)))
    const ticket = String(10 ** 15 + 1)
    expect(await lanes.append([task('a')])).toEqual([{ lane, ticket }])
    const held = { lane, ticket, hold: 'h' }
    expect(await lanes.end(held, await take(held), { result: 'done' })).toEqual([])
    expect(await lanes.waiting()).toBe(0)
  })

  it('let a process that has lost its hold neither begin, end nor put off a task', async () => {
    await lanes.append([task('a')])
    const [old, latest] = ['old', 'latest'].map((hold) => ({ lane, ticket: '1', hold }))
    if (!old || !latest) throw new Error('no holds')
    const taken = await take(old)
    expect(await lanes.begin(old, 0)).toBe(true)
    expect((await take(latest)).begun).toEqual([0])
    expect(await lanes.begin(old, 1)).toBe(false)
    for (const outcome of [
      { result: 'done', add: [task('never')] },
      { result: 'later', pauseMs: 0 },
      { result: 'dead', reason },
    ] as const) {
      expect(await lanes.end(old, taken, outcome)).toBeUndefined()
    }
    expect(await lanes.waiting()).toBe(1)
    expect(await lanes.begin(latest, 1)).toBe(true)
    expect((await take(old)).begun).toEqual([0, 1])
  })

  it('write a step down once, however often Redis hears of it', async () => {
    await lanes.append([task('a')])
    const held = { lane, ticket: '1', hold: 'h' }
    await take(held)
    for (const step of [1, 11, 1, 0, 11, 0]) expect(await lanes.begin(held, step)).toBe(true)
    expect((await take(held)).begun).toEqual([1, 11, 0])
  })

  it('count the runs of a task that were lost, until one ends', async () => {
    await lanes.append([task('a')])
    const held = { lane, ticket: '1', hold: 'h' }
    const lost = [await take(held), await take(held), await take(held)].map((each) => each.lost)
    expect(lost).toEqual([undefined, 1, 2])
    await lanes.end(held, await take(held), { result: 'later', pauseMs: 0 })
    expect((await take(held)).lost).toBeUndefined()
  })

  it('add the tasks that follow from a task together with its end, its own lane included', async () => {
    await lanes.append([task('a')])
    const held = { lane, ticket: '1', hold: 'h' }
    const add = [task('b'), task('c'), task('x', { lane: 'other' })]
    const turns = await lanes.end(held, await take(held), { result: 'done', add })
    expect(turns).toEqual([
      { lane, ticket: '2' },
      { lane: 'other', ticket: '4' },
    ])
    expect(await lanes.waiting()).toBe(3)
  })

  it('are found again by their turns', async () => {
    const names = Array.from({ length: 450 }, (_, index) => `lane ${index}`)
    await lanes.append(names.map((name) => task('a', { lane: name })))
    const found: Turn[] = []
    for await (const portion of lanes.turns()) found.push(...portion)
    expect(new Set(found.map((turn) => turn.lane))).toEqual(new Set(names))
  })

  describe('a turn', () => {
    const woken: Turn[] = []
    beforeEach(() => void woken.splice(0))

    function createTaker(run: RunTask) {
      const errors: unknown[] = []
      const runs = createTaskRuns(run, (error) => errors.push(error))
      const wake = async (turns: readonly Turn[]) => void woken.push(...turns)
      const taker = createTurnTaker(lanes, runs, wake, (error) => errors.push(error))
      return { ...taker, runs, errors }
    }

    it('that a process gets once more while it is at it is not done side by side', async () => {
      const ran: string[] = []
      const { takeTurn } = createTaker(async ({ body }) => {
        ran.push(body)
        await wait(50)
        return { result: 'done' }
      })
      const [turn] = await lanes.append([task('a'), task('b')])
      if (!turn) throw new Error('no turn')
      expect(await Promise.all([takeTurn(turn), takeTurn(turn)])).toEqual([undefined, undefined])
      expect(ran).toEqual(['a'])
      // Once at the end of the task, once for the turn that was over.
      expect(woken).toEqual([1, 2].map(() => ({ lane, ticket: '2' })))
    })

    it('comes again after the pause of its task, and not before', async () => {
      const { takeTurn } = createTaker(async () => ({ result: 'later', pauseMs: 5000 }))
      const [turn] = await lanes.append([task('a')])
      if (!turn) throw new Error('no turn')
      const before = Date.now()
      const notBefore = await takeTurn(turn)
      expect(notBefore).toBeGreaterThanOrEqual(before + 5000)
      const again = await lanes.take({ ...turn, hold: 'h' })
      expect(again).toMatchObject({ result: 'early' })
    })

    it('that another process has taken over ends nothing, and says so', async () => {
      const { takeTurn, errors } = createTaker(async ({ id, lane: own }) => {
        await lanes.take({ lane: own, ticket: id, hold: 'of another process' })
        return { result: 'done' }
      })
      const [turn] = await lanes.append([task('a')])
      if (!turn) throw new Error('no turn')
      expect(await takeTurn(turn)).toBeUndefined()
      expect(errors).toMatchObject([{ reason: 'closed' }])
      expect(await lanes.waiting()).toBe(1)
      expect(woken).toEqual([])
    })
  })
})
