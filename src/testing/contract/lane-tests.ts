import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { emptied, type OpenQueue, task, until, withQueue } from './opened-queue.ts'
import type { Registrar } from './registrar.ts'

/** In ms. */
const day = 24 * 60 * 60 * 1000

/** Tasks arrive unchanged, in order, and one of a lane at a time. */
export function laneTests({ it }: Registrar, open: OpenQueue): void {
  it(
    'gives a task out as it was added',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      const before = Date.now()
      const body = JSON.stringify({ text: 'Grüße\n\u0000 👋🏽 {"', long: 'x'.repeat(300_000) })
      await queue.add([{ kind: 'a kind', lane: 'lane {of} "somebody":1', body }])
      const { ran } = tested.work(queue)
      await until('it runs', () => ran.length > 0)
      const [given] = ran
      assert.ok(given)
      const { id, acceptedAt, ...rest } = given
      assert.equal(typeof id, 'string')
      assert.ok(acceptedAt >= before - 1000 && acceptedAt <= Date.now() + 1000)
      assert.deepEqual(rest, {
        ...{ kind: 'a kind', lane: 'lane {of} "somebody":1', body },
        ...{ attempts: 0, firstTriedAt: undefined, begun: [] },
      })
    }),
  )

  it(
    'keeps the order of each lane, one at a time, and lanes side by side',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      const under = new Map<string, number>()
      let most = 0
      const { ran } = tested.work(queue, async ({ lane }) => {
        under.set(lane, (under.get(lane) ?? 0) + 1)
        assert.equal(under.get(lane), 1, 'two of a lane at a time')
        most = Math.max(most, [...under.values()].filter(Boolean).length)
        await wait(20)
        under.set(lane, 0)
        return { result: 'done' }
      })
      const bodies = Array.from({ length: 8 }, (_, index) => String(index))
      for (const body of bodies) await queue.add([task('a', body), task('b', body)])
      await emptied(queue)
      for (const lane of ['a', 'b']) {
        const own = ran.filter((each) => each.lane === lane)
        assert.deepEqual(
          own.map(({ body }) => body),
          bodies,
        )
      }
      assert.equal(most, 2)
    }),
  )

  it(
    'runs no more tasks at a time than it may',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      await queue.add(Array.from({ length: 12 }, (_, index) => task(`lane ${index}`, '1')))
      let [running, most] = [0, 0]
      async function run() {
        running += 1
        most = Math.max(most, running)
        await wait(20)
        running -= 1
        return { result: 'done' } as const
      }
      const { ran } = tested.work(queue, run, { concurrency: 2 })
      await emptied(queue)
      assert.equal(ran.length, 12)
      assert.equal(most, 2)
    }),
  )

  it(
    'keeps what was added while nobody works, and takes nothing of an empty list',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      await queue.add([])
      await queue.add([task('a', '1'), task('a', '2')])
      assert.deepEqual(await queue.counts(), { waiting: 2, dead: 0 })
      const { bodies } = tested.work(queue)
      await emptied(queue)
      assert.deepEqual(bodies(), ['1', '2'])
    }),
  )

  it(
    'gives out what another process added, in order',
    withQueue(open, async (tested) => {
      const [worker, receiver] = [await tested.open(), await tested.open()]
      const work = tested.work(worker.queue)
      await work.worker.ready
      for (const body of ['1', '2', '3']) await receiver.queue.add([task('a', body)])
      await emptied(receiver.queue)
      assert.deepEqual(work.bodies(), ['1', '2', '3'])
    }),
  )

  it(
    'waits for the time of a task, and what is behind it waits too',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      const notBefore = Date.now() + 700
      await queue.add([task('a', 'late', { notBefore }), task('a', 'behind'), task('b', 'soon')])
      const { bodies, ran } = tested.work(queue, ({ body }) => {
        if (body === 'late') assert.ok(Date.now() >= notBefore - 5, 'too early')
        return { result: 'done' }
      })
      await emptied(queue)
      assert.deepEqual(bodies(), ['soon', 'late', 'behind'])
      assert.equal(ran.length, 3)
    }),
  )

  it(
    'waits for the time of a task that is months away',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      const far = Date.now() + 100 * day
      await queue.add([task('a', 'far', { notBefore: far }), task('b', 'put off')])
      const { bodies } = tested.work(queue, ({ body }) =>
        body === 'put off' ? { result: 'later', pauseMs: 100 * day } : { result: 'done' },
      )
      await until('the first try', () => bodies().length > 0)
      await queue.add([task('c', 'soon', { notBefore: Date.now() + 300 })])
      await until('the next task', () => bodies().includes('soon'))
      assert.deepEqual(bodies(), ['put off', 'soon'])
    }),
  )

  it(
    'knows which lane is being worked on, also for another process',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      let mayEnd = false
      const { ran } = tested.work(queue, async () => {
        await until('it may end', () => mayEnd)
        return { result: 'done' }
      })
      await queue.add([task('a', '1')])
      await until('it runs', () => ran.length > 0)
      assert.equal(await queue.isRunning('a'), true)
      assert.equal(await queue.isRunning('b'), false)
      mayEnd = true
      await emptied(queue)
      assert.equal(await queue.isRunning('a'), false)
    }),
  )
}
