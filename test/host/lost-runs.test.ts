import { afterEach, expect, it, vi } from 'vitest'
import { openSqlite } from '../../src/sqlite/index.ts'
import { plain, textWebhook } from '../connector/world.ts'
import { createWorld } from './world.ts'

const store = openSqlite(':memory:')
afterEach(() => store.close())

it('gives up what its processes died of again and again, so that its lane goes on', async () => {
  const { queue } = store
  let lost = 5
  const { postWebhook, postCim, received, sent } = createWorld({
    queue: {
      ...queue,
      work: (run, options) =>
        queue.work((task) => run(task.kind === 'notice' ? task : { ...task, lost }), options),
    },
  })
  await postWebhook(textWebhook('a', 'a'))
  await postCim(plain('deadly', 'b'))
  await vi.waitFor(() => expect(received).toHaveLength(1))
  expect(received).toMatchObject([
    { body: { type: 'DELIVERYNOTIFICATION', messageId: 'deadly', status: 'FAILED' } },
  ])
  const letters = await queue.deadLetters.list()
  expect(letters.map(({ kind, reason }) => [kind, reason.name]).toSorted()).toEqual([
    ['cim', 'Stalled'],
    ['webhook', 'Stalled'],
  ])
  lost = 4
  await queue.deadLetters.replay(letters.map(({ id }) => id))
  await vi.waitFor(() => expect([received.length, sent.length]).toEqual([2, 1]), 5000)
})
