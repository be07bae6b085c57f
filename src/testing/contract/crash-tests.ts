import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import type { TaskOutcome } from '../../host/task-queue.ts'
import { emptied, type OpenQueue, task, until, withQueue } from './opened-queue.ts'
import type { Registrar } from './registrar.ts'

/** What survives the end of a process, by a stop or a crash. */
export function crashTests({ it }: Registrar, open: OpenQueue): void {
  it(
    'keeps what waits and what is dead for the next process',
    withQueue(open, async (tested) => {
      const first = await tested.open()
      const { worker } = tested.work(first.queue, () => ({
        result: 'dead',
        reason: { name: 'Error' },
      }))
      await first.queue.add([task('a', 'dead')])
      await emptied(first.queue)
      await worker.stop()
      await first.queue.add([task('a', '1'), task('b', '2'), task('a', '3')])
      await first.close()
      const second = await tested.open()
      assert.deepEqual(
        await second.queue.counts(),
        { waiting: 3, dead: 1 },
        'open(name) must open the same queue for the same name',
      )
      const { ran } = tested.work(second.queue)
      await emptied(second.queue)
      const inLanes = ran.toSorted((a, b) => a.lane.localeCompare(b.lane))
      assert.deepEqual(
        inLanes.map(({ body }) => body),
        ['1', '3', '2'],
      )
    }),
  )

  it(
    'gives a task out again whose process died, with the steps that it had begun',
    withQueue(open, async (tested) => {
      const first = await tested.open()
      let hasBegun = false
      tested.work(first.queue, async (given) => {
        await first.queue.begin(given, 0)
        await first.queue.begin(given, 1)
        hasBegun = true
        return new Promise<TaskOutcome>(() => {})
      })
      await first.queue.add([task('a', '1'), task('a', '2')])
      await until('it has begun', () => hasBegun)
      await first.close()
      const second = await tested.open()
      const { ran } = tested.work(second.queue)
      await emptied(second.queue)
      assert.deepEqual(
        ran.map(({ body, begun: steps, attempts }) => [body, steps, attempts]),
        [
          ['1', [0, 1], 0],
          ['2', [], 0],
        ],
      )
    }),
  )

  it(
    'forgets what was begun once a run has ended, also for later',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      const { ran } = tested.work(queue, async (given) => {
        await queue.begin(given, given.attempts)
        return given.attempts === 2 ? { result: 'done' } : { result: 'later', pauseMs: 10 }
      })
      await queue.add([task('a', '1')])
      await emptied(queue)
      assert.deepEqual(
        ran.map(({ begun }) => begun),
        [[], [], []],
      )
    }),
  )

  it(
    'lets nothing begin that another process may do by now',
    withQueue(open, async (tested) => {
      const { queue, close } = await tested.open()
      const { ran } = tested.work(queue, () => new Promise<TaskOutcome>(() => {}))
      await queue.add([task('a', '1')])
      await until('it runs', () => ran.length > 0)
      await close()
      const [given] = ran
      assert.ok(given)
      await assert.rejects(queue.begin(given, 0))
      await assert.rejects(queue.add([task('a', '2')]))
    }),
  )

  it(
    'waits at its end for what has begun, and leaves the rest',
    withQueue(open, async (tested) => {
      const { queue, close } = await tested.open()
      let ended = false
      const { ran, worker } = tested.work(queue, async (given) => {
        if (given.body !== 'begun') return new Promise<TaskOutcome>(() => {})
        await queue.begin(given, 0)
        await wait(500)
        ended = true
        return { result: 'done' }
      })
      await queue.add([task('a', 'begun'), task('b', 'idle'), task('a', 'next')])
      await until('both run', () => ran.length === 2)
      await wait(100)
      await worker.stop()
      assert.equal(ended, true)
      assert.deepEqual(await queue.counts(), { waiting: 2, dead: 0 })
      await close()
      const next = await tested.open()
      const { bodies } = tested.work(next.queue)
      await emptied(next.queue)
      assert.deepEqual(bodies().toSorted(), ['idle', 'next'])
    }),
  )
}
