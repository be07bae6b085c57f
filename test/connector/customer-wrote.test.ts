import { describe, expect, it } from 'vitest'
import { createMemoryLog, type MessageLog } from '../../src/connector/index.ts'
import { limits } from '../../src/messenger/limits.ts'
import { createWorld, echoWebhook, mid, plain, psid, textWebhook, webhook } from './world.ts'

const wroteAt = 1_790_500_000_000
const humanAgent = { humanAgent: true }

function tagsOf(sent: ReturnType<typeof createWorld>['sent']): unknown[] {
  return sent.map((request) => ('tag' in request ? request.tag : request))
}

describe('the human agent tag', () => {
  it.each([
    ['a text', { message: { mid: mid('t'), text: 'Hello' } }],
    ['a button', { postback: { mid: mid('p'), title: 'Start' } }],
    ['a reaction', { reaction: { mid: mid('r'), action: 'react', emoji: '❤' } }],
  ])('is on an answer 24 h after %s, and not before', async (_, item) => {
    let now = wroteAt
    const { connector, sent } = createWorld({ outbound: humanAgent, now: () => now })
    await connector.handleWebhook(webhook({ timestamp: wroteAt, ...item }))
    now = wroteAt + limits.standardWindow.max - 1
    await connector.handleCim(plain('one'))
    now += 1
    await connector.handleCim(plain('two'))
    expect(sent).toMatchObject([{ messaging_type: 'RESPONSE' }, { tag: 'HUMAN_AGENT' }])
  })

  it('is on an answer where nobody knows when the customer wrote', async () => {
    const { connector, sent } = createWorld({ outbound: humanAgent, now: () => wroteAt })
    for (const item of [
      { read: { watermark: wroteAt } },
      { reaction: { mid: mid('r'), action: 'unreact' } },
    ]) {
      await connector.handleWebhook(webhook({ timestamp: wroteAt, ...item }))
    }
    await connector.handleWebhook(echoWebhook({ timestamp: wroteAt, mid: mid('e'), text: 'Hi' }))
    await connector.handleCim(plain('one'))
    expect(tagsOf(sent)).toEqual(['HUMAN_AGENT'])
  })

  it('goes by the last time, in whatever order the webhooks come', async () => {
    const log = createMemoryLog()
    const { connector } = createWorld({ log, outbound: humanAgent, now: () => wroteAt })
    for (const ago of [5000, 1000, 9000]) {
      const text = textWebhook(ago, 'Hello')
      const [entry] = text.entry
      const messaging = entry?.messaging.map((item) => ({ ...item, timestamp: wroteAt - ago }))
      await connector.handleWebhook({ ...text, entry: [{ ...entry, messaging }] })
    }
    expect(await log.customerWroteAt(psid)).toBe(wroteAt - 1000)
  })

  it('is not held off by a time to come', async () => {
    const log = createMemoryLog()
    const { connector } = createWorld({ log, outbound: humanAgent, now: () => wroteAt })
    const timestamp = wroteAt + 90_000_000
    await connector.handleWebhook(webhook({ timestamp, message: { mid: mid('t'), text: 'Hello' } }))
    expect(await log.customerWroteAt(psid)).toBe(wroteAt)
  })

  it('goes by what the host knows first', async () => {
    const { connector, sent } = createWorld({
      outbound: { ...humanAgent, customerWroteAt: () => wroteAt, now: wroteAt + 1 },
    })
    await connector.handleCim(plain('one'))
    expect(sent).toMatchObject([{ messaging_type: 'RESPONSE' }])
  })

  it('needs no methods of the log, and a log that fails at them costs no message', async () => {
    const { customerWroteAt, rememberCustomerWrote, ...small } = createMemoryLog()
    const down = () => Promise.reject(new Error('down'))
    const broken: MessageLog = {
      ...createMemoryLog(),
      customerWroteAt: down,
      rememberCustomerWrote: down,
    }
    const item = { timestamp: wroteAt, message: { mid: mid('t'), text: 'Hello' } }
    const worlds = [small, broken].map((log) =>
      createWorld({ log, outbound: humanAgent, now: () => wroteAt + 1 }),
    )
    for (const { connector } of worlds) {
      expect(await connector.handleWebhook(webhook(item))).toMatchObject({ failed: [] })
      await connector.handleCim(plain('one'))
    }
    expect(worlds[0]?.sent).toMatchObject([{ messaging_type: 'RESPONSE' }])
    expect(worlds[1]?.sent).toMatchObject([{ tag: 'HUMAN_AGENT' }])
    expect(worlds[1]?.received).toHaveLength(1)
    const stages = worlds[1]?.events.flatMap((event) =>
      event.type === 'failed' ? [[event.direction, event.stage]] : [],
    )
    expect(stages).toEqual([
      ['inbound', 'log'],
      ['outbound', 'log'],
    ])
  })

  it('that the host does not want costs the log nothing', async () => {
    const log = createMemoryLog()
    const { connector } = createWorld({ log })
    await connector.handleWebhook(textWebhook('a', 'Hello'))
    expect(await log.customerWroteAt(psid)).toBeUndefined()
  })
})
