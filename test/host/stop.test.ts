import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import type { TaskOutcome } from '../../src/host/task-queue.ts'
import { openSqlite } from '../../src/sqlite/index.ts'
import { mid, plain, textWebhook } from '../connector/world.ts'
import { createWorld } from './world.ts'

/** Work that goes on until it is let go. */
function gate() {
  let open: () => void = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { pass: vi.fn(() => opened), open: () => open() }
}

/** A host that stops while it sends a message and gives CX another one. */
async function stopping() {
  const [send, receive] = [gate(), gate()]
  const world = createWorld({
    graph: {
      async send() {
        await send.pass()
        return { messageId: mid('sent') }
      },
    },
    ccm: { receive: receive.pass },
  })
  await world.postCim(plain('one'))
  await world.postWebhook(textWebhook('a', 'Hello'))
  await vi.waitFor(() => {
    expect(send.pass).toHaveBeenCalled()
    expect(receive.pass).toHaveBeenCalled()
  })
  const stopped = world.host.stop({ timeoutMs: 0 })
  // The time is over, and whatever does not wait for the send has had its turn.
  await wait(50)
  return { ...world, send, receive, stopped }
}

it('leaves what has not ended when the sends have', async () => {
  const { send, stopped, sent, store } = await stopping()
  send.open()
  expect(await stopped).toEqual({ left: 1 })
  expect(sent).toEqual([])
  expect(await store.queue.counts()).toEqual({ waiting: 1, dead: 0 })
})

it('puts sends off for no longer than it takes to end: another process can do them', async () => {
  const send = gate()
  const { queue, log } = openSqlite(':memory:')
  const outcomes: TaskOutcome[] = []
  const { host, postCim } = createWorld({
    log,
    queue: {
      ...queue,
      work: (run, options) =>
        queue.work(async (task) => {
          const outcome = await run(task)
          outcomes.push(outcome)
          return outcome
        }, options),
    },
    graph: {
      async send() {
        await send.pass()
        return { messageId: mid('sent') }
      },
    },
  })
  await postCim(plain('one'))
  await postCim(plain('two'))
  await vi.waitFor(() => expect(send.pass).toHaveBeenCalled())
  const stopped = host.stop({ timeoutMs: 500 })
  send.open()
  expect(await stopped).toEqual({ left: 1 })
  expect(outcomes).toEqual([{ result: 'done' }, { result: 'later', pauseMs: 1000, untried: true }])
})

it('does not count as left what CX gets while a send is waited for', async () => {
  const { send, receive, stopped, events } = await stopping()
  receive.open()
  await vi.waitFor(() => expect(events.map(({ type }) => type)).toContain('received'))
  send.open()
  expect(await stopped).toEqual({ left: 0 })
})
