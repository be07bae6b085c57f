import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import type { TaskOutcome } from '../../src/host/task-queue.ts'
import { openDatabase } from '../../src/sqlite/database.ts'
import { createSqliteDeadLetters } from '../../src/sqlite/sqlite-dead-letters.ts'
import { createSqliteQueue } from '../../src/sqlite/sqlite-queue.ts'

const refused: TaskOutcome = { result: 'dead', reason: { name: 'CcmError' } }

function open() {
  const database = openDatabase(':memory:')
  return { database, queue: createSqliteQueue(database) }
}

function task(body: string) {
  return { kind: 'webhook', lane: 'a', body }
}

it('keeps no text once a task is done', async () => {
  const { database, queue } = open()
  await queue.add([task('what somebody wrote')])
  const worker = queue.work(async () => ({ result: 'done' }), {})
  await vi.waitFor(async () => expect(await queue.counts()).toEqual({ waiting: 0, dead: 0 }))
  await worker.stop()
  for (const table of ['tasks', 'dead_letters']) {
    expect(database.prepare(`select * from ${table}`).all()).toEqual([])
  }
})

it('adds all tasks of a call or none', async () => {
  const { queue } = open()
  // @ts-expect-error a body that SQLite refuses
  await expect(queue.add([task('1'), task({ not: 'text' })])).rejects.toThrow()
  expect(await queue.counts()).toEqual({ waiting: 0, dead: 0 })
  await queue.add([task('3'), task('4')])
  expect(await queue.counts()).toEqual({ waiting: 2, dead: 0 })
})

it('runs a task only after add has resolved', async () => {
  const { queue } = open()
  const order: string[] = []
  const worker = queue.work(async () => {
    order.push('run')
    return { result: 'done' }
  }, {})
  await worker.ready
  await queue.add([task('1')]).then(() => order.push('added'))
  await vi.waitFor(() => expect(order).toEqual(['added', 'run']))
  await worker.stop()
})

it('ends a pause in time although the clock was set back', async () => {
  const { queue } = open()
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    const worker = queue.work(async ({ attempts }): Promise<TaskOutcome> => {
      if (attempts > 0) return { result: 'done' }
      // After the end of this run is written, which is when its pause begins.
      setTimeout(() => vi.setSystemTime(Date.now() - 3_600_000), 100)
      return { result: 'later', pauseMs: 300 }
    })
    await queue.add([task('1')])
    await vi.waitFor(async () => expect(await queue.counts()).toEqual({ waiting: 0, dead: 0 }), {
      timeout: 60_000,
      interval: 50,
    })
    await worker.stop()
  } finally {
    vi.useRealTimers()
  }
})

it('goes on when the listener for errors fails itself', async () => {
  const { queue } = open()
  const onError = vi.fn(() => {
    throw new Error('of the listener')
  })
  let runs = 0
  async function run(): Promise<TaskOutcome> {
    runs += 1
    if (runs === 1) throw new Error('of the run')
    return { result: 'done' }
  }
  const worker = queue.work(run, { onError })
  await queue.add([task('1')])
  await vi.waitFor(async () => expect((await queue.counts()).waiting).toBe(0), { timeout: 3000 })
  expect(onError).toHaveBeenCalledTimes(1)
  await worker.stop()
})

it('drops the dead letters that are old, and only those', async () => {
  const { database, queue } = open()
  const deadLetters = createSqliteDeadLetters(database)
  const worker = queue.work(async () => refused, {})
  await queue.add([task('1')])
  await vi.waitFor(async () => expect(await deadLetters.list()).toHaveLength(1))
  await worker.stop()
  await deadLetters.purge(Date.now() - 60_000)
  expect(await deadLetters.list()).toHaveLength(1)
  await wait(2)
  await deadLetters.purge(Date.now())
  expect(await deadLetters.list()).toEqual([])
})
