import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { MessageLog } from '../../connector/message-log.ts'
import { findRegistrar, type Registrar } from './registrar.ts'

/** An open message log. */
export type OpenedLog = { log: MessageLog; close?(): void | Promise<void> }

/** Opens the log of a name; the same name opens the same log again, once it was closed. */
export type OpenLog = (name: string) => OpenedLog | Promise<OpenedLog>

/**
 * Registers the tests that every message log has to pass. Call it at the top of a test file, in vitest, node:test,
 * or a runner with global `describe` and `it`.
 *
 * @param open opens the log of a name, the same one for the same name
 * @param registrar `{ describe, it }` of your runner, if they are not found
 */
export function testMessageLog(open: OpenLog, registrar: Registrar = findRegistrar()): void {
  const { describe, it } = registrar

  function withLog(test: (log: MessageLog, reopen: () => Promise<MessageLog>) => Promise<void>) {
    return async () => {
      const name = `contract-${randomUUID()}`
      let opened = await open(name)
      try {
        await test(opened.log, async () => {
          await opened.close?.()
          opened = await open(name)
          return opened.log
        })
      } finally {
        await opened.close?.()
      }
    }
  }

  describe('the contract of message logs', () => {
    it(
      'knows nothing at first',
      withLog(async (log) => {
        assert.equal(await log.seen('c'), false)
        assert.equal(await log.midOf('c'), undefined)
        assert.equal(await log.cimIdOf('m'), undefined)
        assert.deepEqual(await log.sentUpTo('p', 9), [])
        assert.equal(await log.attachmentOf?.('key'), undefined)
      }),
    )

    it(
      'remembers a message both ways, also when it is opened again',
      withLog(async (log, reopen) => {
        await log.remember({ cimId: 'c:1#2', mid: 'm_{1}', psid: '731', sentAt: 1000 })
        await check(log)
        await check(await reopen())

        async function check(each: MessageLog): Promise<void> {
          assert.equal(await each.seen('c:1#2'), true, 'open(name) must open the same log')
          assert.equal(await each.seen('c:1'), false)
          assert.equal(await each.midOf('c:1#2'), 'm_{1}')
          assert.equal(await each.cimIdOf('m_{1}'), 'c:1#2')
          assert.deepEqual(await each.sentUpTo('731', 1000), ['c:1#2'])
        }
      }),
    )

    it(
      'keeps what came first, and adds what is new',
      withLog(async (log) => {
        await log.remember({ cimId: 'c' })
        assert.equal(await log.midOf('c'), undefined)
        await log.remember({ cimId: 'c', mid: 'm1', psid: 'p', sentAt: 5 })
        await log.remember({ cimId: 'c', mid: 'm2', psid: 'other', sentAt: 9 })
        await log.remember({ cimId: 'late', mid: 'm1' })
        assert.equal(await log.midOf('c'), 'm1')
        assert.equal(await log.cimIdOf('m1'), 'c')
        assert.equal(await log.cimIdOf('m2'), 'c')
        assert.deepEqual(await log.sentUpTo('p', 5), ['c'])
        assert.deepEqual(await log.sentUpTo('other', 9), [])
        assert.equal(await log.seen('late'), true)
      }),
    )

    it(
      'lists what was sent up to a time, oldest first, of one customer',
      withLog(async (log) => {
        const sent = [
          ['c3', 300],
          ['c1', 100],
          ['c2', 200],
        ] as const
        for (const [cimId, sentAt] of sent) {
          await log.remember({ cimId, mid: `m of ${cimId}`, psid: 'p', sentAt })
        }
        await log.remember({ cimId: 'received', mid: 'm', psid: 'p' })
        await log.remember({ cimId: 'of another', mid: 'n', psid: 'q', sentAt: 100 })
        assert.deepEqual(await log.sentUpTo('p', 99), [])
        assert.deepEqual(await log.sentUpTo('p', 200), ['c1', 'c2'])
        assert.deepEqual(await log.sentUpTo('p', 1000), ['c1', 'c2', 'c3'])
      }),
    )

    it(
      'keeps when a customer wrote last, where it keeps that',
      withLog(async (log, reopen) => {
        if (!log.customerWroteAt || !log.rememberCustomerWrote) return
        assert.equal(await log.customerWroteAt('p'), undefined)
        const now = Date.now()
        for (const at of [now - 1, now, now - 2]) await log.rememberCustomerWrote('p', at)
        assert.equal(await log.customerWroteAt('p'), now)
        assert.equal(await log.customerWroteAt('q'), undefined)
        assert.equal(await (await reopen()).customerWroteAt?.('p'), now)
      }),
    )

    it(
      'keeps the newest upload of a file, where it keeps uploads',
      withLog(async (log, reopen) => {
        if (!log.attachmentOf || !log.rememberAttachment) return
        const expiresAt = Date.now() + 60_000
        const first = { attachmentId: '1', size: 10, mimeType: 'image/png', expiresAt }
        const second = { attachmentId: '2', size: 12, mimeType: undefined, expiresAt }
        await log.rememberAttachment('https://files/a?b=c', first)
        assert.deepEqual(await log.attachmentOf('https://files/a?b=c'), first)
        await log.rememberAttachment('https://files/a?b=c', second)
        const found = await (await reopen()).attachmentOf?.('https://files/a?b=c')
        assert.deepEqual({ ...second, ...found }, second)
      }),
    )
  })
}
