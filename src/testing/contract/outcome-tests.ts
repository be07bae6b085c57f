import assert from 'node:assert/strict'
import { emptied, type OpenQueue, task, until, withQueue } from './opened-queue.ts'
import type { Registrar } from './registrar.ts'

/** What each outcome of a task does. */
export function outcomeTests({ it }: Registrar, open: OpenQueue): void {
  it(
    'runs a task again after its pause, its lane waiting, and counts the attempts',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      const before = Date.now()
      let ended = 0
      const { ran, bodies } = tested.work(queue, ({ body, attempts }) => {
        if (body !== '1' || attempts === 2) return { result: 'done' }
        if (attempts > 0) assert.ok(Date.now() - ended >= 295, 'too early')
        ended = Date.now()
        return { result: 'later', pauseMs: 300 }
      })
      await queue.add([task('a', '1'), task('a', '2'), task('b', '3')])
      await emptied(queue)
      assert.deepEqual(bodies().toSorted(), ['1', '1', '1', '2', '3'])
      assert.equal(bodies().at(-1), '2')
      const tries = ran.filter(({ body }) => body === '1')
      assert.deepEqual(
        tries.map(({ attempts }) => attempts),
        [0, 1, 2],
      )
      const [first, second, third] = tries.map(({ firstTriedAt }) => firstTriedAt)
      assert.equal(first, undefined)
      assert.ok(second !== undefined && second >= before - 1000 && second <= Date.now())
      assert.equal(third, second)
    }),
  )

  it(
    'counts no attempt that tried nothing',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      let runs = 0
      const { ran } = tested.work(queue, () => {
        runs += 1
        return runs < 3 ? { result: 'later', pauseMs: 10, untried: true } : { result: 'done' }
      })
      await queue.add([task('a', '1')])
      await emptied(queue)
      assert.deepEqual(
        ran.map(({ attempts, firstTriedAt }) => [attempts, firstTriedAt]),
        [1, 2, 3].map(() => [0, undefined]),
      )
    }),
  )

  it(
    'runs a task again whose run throws, and reports it',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      let runs = 0
      const { errors, bodies } = tested.work(queue, () => {
        runs += 1
        if (runs === 1) throw new Error('not as planned')
        return { result: 'done' }
      })
      await queue.add([task('a', '1'), task('a', '2')])
      await emptied(queue)
      assert.deepEqual(bodies(), ['1', '1', '2'])
      assert.ok(errors.length > 0)
    }),
  )

  it(
    'adds what a task leads to when that ends',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      const { ran } = tested.work(queue, ({ body }) => {
        if (body === 'done') return { result: 'done', add: [task('b', '1'), task('b', '2')] }
        if (body !== 'dead') return { result: 'done' }
        return { result: 'dead', reason: { name: 'Error' }, add: [task('b', '3')] }
      })
      await queue.add([task('a', 'done'), task('a', 'dead')])
      await until('all have run', () => ran.length === 5)
      const added = ran.filter(({ lane }) => lane === 'b').map(({ body }) => body)
      assert.deepEqual(added, ['1', '2', '3'])
      await emptied(queue)
    }),
  )

  it(
    'can store something, and says so',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      await queue.check()
      await queue.check()
      assert.deepEqual(await queue.counts(), { waiting: 0, dead: 0 })
    }),
  )
}
