import assert from 'node:assert/strict'
import type { TaskOutcome } from '../../host/task-queue.ts'
import { emptied, type OpenQueue, task, until, withQueue } from './opened-queue.ts'
import type { Registrar } from './registrar.ts'

const reason = { name: 'CcmError', code: 'ccm_error', status: 400 }
const dead: TaskOutcome = { result: 'dead', reason }

/** Dead letters are kept, and any process can list, replay and drop them. */
export function deadLetterTests({ it }: Registrar, open: OpenQueue): void {
  it(
    'keeps what was given up, and its lane goes on',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      const before = Date.now()
      const { bodies } = tested.work(queue, ({ body, attempts }) => {
        if (body !== '"secret"') return { result: 'done' }
        return attempts === 0 ? { result: 'later', pauseMs: 10 } : dead
      })
      await queue.add([task('a', '"secret"'), task('a', '"2"')])
      await emptied(queue)
      assert.deepEqual(bodies(), ['"secret"', '"secret"', '"2"'])
      assert.deepEqual(await queue.counts(), { waiting: 0, dead: 1 })
      const letters = await queue.deadLetters.list()
      const [letter] = letters
      assert.ok(letter)
      const { id, acceptedAt, deadAt, ...rest } = letter
      assert.deepEqual(rest, { kind: 'test', lane: 'a', attempts: 2, reason })
      assert.ok(acceptedAt >= before - 1000 && deadAt >= acceptedAt && deadAt <= Date.now() + 1000)
      assert.ok(!JSON.stringify(letters).includes('secret'), 'the list holds what somebody wrote')
      assert.deepEqual(await queue.deadLetters.show(id), { ...letter, body: '"secret"' })
      assert.equal(await queue.deadLetters.show('no such id'), undefined)
    }),
  )

  it(
    'lists them in the order in which they were given up',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      tested.work(queue, () => dead)
      for (const lane of ['c', 'a', 'b']) {
        await queue.add([task(lane, lane)])
        await emptied(queue)
      }
      const letters = await queue.deadLetters.list()
      assert.deepEqual(
        letters.map(({ lane }) => lane),
        ['c', 'a', 'b'],
      )
      const shown = await Promise.all(letters.map(({ id }) => queue.deadLetters.show(id)))
      assert.deepEqual(
        shown.map((letter) => letter?.body),
        ['c', 'a', 'b'],
      )
    }),
  )

  it(
    'replays and drops them from another process, while one works',
    withQueue(open, async (tested) => {
      const { queue } = await tested.open()
      const refused = new Set(['1', '2', '3'])
      const { ran, worker } = tested.work(queue, ({ body }) =>
        refused.delete(body) ? dead : { result: 'done' },
      )
      await worker.ready
      await queue.add(['1', '2', '3'].map((body) => task('a', body)))
      await emptied(queue)
      const { deadLetters, ...other } = (await tested.open()).queue
      const [first, second, third] = await deadLetters.list()
      assert.ok(first && second && third)
      await deadLetters.replay([first.id, third.id, 'no such id'])
      await until('they have run again', () => ran.length === 5)
      assert.deepEqual(
        ran.slice(3).map(({ body, attempts, begun }) => [body, attempts, begun]),
        [
          ['1', 0, []],
          ['3', 0, []],
        ],
      )
      assert.deepEqual(
        (await deadLetters.list()).map(({ id }) => id),
        [second.id],
      )
      await deadLetters.drop([second.id, 'no such id'])
      assert.deepEqual(await deadLetters.list(), [])
      await emptied(queue)
      assert.deepEqual(await other.counts(), { waiting: 0, dead: 0 })
      assert.equal(ran.length, 5)
    }),
  )
}
