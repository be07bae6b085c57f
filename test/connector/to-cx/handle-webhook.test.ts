import { describe, expect, it, vi } from 'vitest'
import { createCcmClient } from '../../../src/ccm/index.ts'
import { fieldOf } from '../../../src/cim/field-of.ts'
import type { CimMessage } from '../../../src/cim/message.ts'
import { createMemoryLog, type MessageLog } from '../../../src/connector/index.ts'
import { CcmError, PayloadError } from '../../../src/errors.ts'
import { cimMessageId } from '../../../src/inbound/index.ts'
import type { SendRequest } from '../../../src/messenger/send-request.ts'
import {
  createWorld,
  echoWebhook,
  mid,
  pageId,
  plain,
  psid,
  textsOf,
  textWebhook,
  webhook,
} from '../world.ts'

const down = new CcmError('CCM answered 503', { status: 503, retryable: true })
const refused = new CcmError('CCM answered 400', { status: 400, retryable: false })

/** The events of several webhooks in one, as Meta batches them. */
function batch(...webhooks: ReturnType<typeof webhook>[]) {
  return { object: 'page', entry: webhooks.flatMap(({ entry }) => entry) }
}

/** Numbers between 0 and 1, the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A memory log with one method that fails while it is set to. */
function failingLog(method: keyof MessageLog) {
  const log = createMemoryLog()
  const state = { failing: true }
  const failing = async () => {
    throw new Error('redis://:hunter2@log is down')
  }
  const given = new Proxy(log, {
    get: (target, key: keyof MessageLog) =>
      state.failing && key === method ? failing : target[key],
  })
  return { log: given, state }
}

describe('handleWebhook', () => {
  it('gives CX a text and returns its outcome', async () => {
    const { connector, received, events } = createWorld()
    const outcome = await connector.handleWebhook(textWebhook('a', 'Where is my parcel?'))
    expect(textsOf(received)).toEqual(['Where is my parcel?'])
    expect(outcome).toEqual({ delivered: received, repeated: [], skipped: [], failed: [] })
    const id = cimMessageId({ pageId, mid: mid('a') })
    expect(events).toEqual([
      { type: 'received', kind: 'message', id, bodyType: 'PLAIN', mid: mid('a'), pageId, psid },
    ])
  })

  it.each([[undefined], [null], ['text'], [{}], [{ object: 'page', entry: [] }]])(
    'refuses %j, which is no webhook',
    async (payload) => {
      const { connector } = createWorld()
      await expect(connector.handleWebhook(payload)).rejects.toThrow(PayloadError)
    },
  )

  it('gives CX each message once, however often and however much at once it comes', async () => {
    const { connector, received } = createWorld()
    const payload = textWebhook('a', 'Hello')
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => connector.handleWebhook(payload)),
    )
    outcomes.push(await connector.handleWebhook(payload))
    expect(received).toHaveLength(1)
    expect(outcomes.map(({ delivered }) => delivered.length)).toEqual([1, 0, 0, 0, 0, 0])
    const id = cimMessageId({ pageId, mid: mid('a') })
    expect(outcomes.slice(1).map(({ repeated }) => repeated)).toEqual(Array(5).fill([id]))
  })

  it('repeats with the same id after a crash between the answer of CCM and the writing of the log', async () => {
    const { log, state } = failingLog('remember')
    const before = createWorld({ log })
    const payload = textWebhook('a', 'Hello')
    const { failed } = await before.connector.handleWebhook(payload)
    expect(failed).toMatchObject([{ message: { id: before.received[0]?.id }, retryable: true }])
    state.failing = false
    const after = createWorld({ log })
    await after.connector.handleWebhook(payload)
    await after.connector.handleWebhook(payload)
    expect(after.received).toEqual(before.received)
  })

  it('names no secret of a log that is down, and repeats what it could not look up', async () => {
    const { log, state } = failingLog('seen')
    const { connector, received, events } = createWorld({ log })
    const payload = textWebhook('a', 'Hello')
    const { failed, delivered } = await connector.handleWebhook(payload)
    expect(delivered).toEqual([])
    expect(failed).toMatchObject([{ message: undefined, event: { kind: 'message' } }])
    expect(events).toEqual([
      expect.objectContaining({
        type: 'failed',
        direction: 'inbound',
        stage: 'host',
        error: { name: 'Error', retryable: true },
      }),
    ])
    state.failing = false
    await connector.handleWebhook(payload)
    expect(textsOf(received)).toEqual(['Hello'])
  })

  it('keeps the order of each of fifty customers over a thousand webhooks, none waiting for another', async () => {
    const random = seeded(20_261_122)
    const customers = Array.from({ length: 50 }, (_, index) =>
      String(7_312_345_678_900_000 + index),
    )
    const received: CimMessage[] = []
    let atOnce = 0
    let most = 0
    const { connector } = createWorld({
      ccm: {
        async receive(message) {
          most = Math.max(most, ++atOnce)
          await new Promise((resolve) => setTimeout(resolve, 1 + random() * 49))
          atOnce -= 1
          received.push(message)
        },
      },
    })
    const counts = new Map<string, number>()
    const webhooks = Array.from({ length: 1000 }, (_, index) => {
      const customer = customers[Math.floor(random() * customers.length)] ?? ''
      const count = (counts.get(customer) ?? 0) + 1
      counts.set(customer, count)
      return textWebhook(`n${index}`, String(count), { customer })
    })
    await Promise.all(webhooks.map((payload) => connector.handleWebhook(payload)))
    await connector.idle()
    const byCustomer = new Map<string, unknown[]>()
    for (const { header, body } of received) {
      const customer = header.channelData.channelCustomerIdentifier
      byCustomer.set(customer, [...(byCustomer.get(customer) ?? []), body.markdownText])
    }
    expect(new Set(received.map(({ id }) => id)).size).toBe(1000)
    for (const [customer, count] of counts) {
      const inOrder = Array.from({ length: count }, (_, index) => String(index + 1))
      expect(byCustomer.get(customer)).toEqual(inOrder)
    }
    expect(most).toBe(customers.length)
  })

  it('gives all parts of a message in order, and the events of one webhook', async () => {
    const { connector, received } = createWorld({ files: undefined })
    const url = (name: string) => `https://scontent.xx.fbcdn.net/v/${name}.jpg`
    const attachments = ['1', '2', '3'].map((name) => ({
      type: 'image',
      payload: { url: url(name) },
    }))
    const { delivered } = await connector.handleWebhook(
      batch(
        webhook({ message: { mid: mid('a'), text: 'Three pictures', attachments } }),
        textWebhook('b', 'and a word'),
      ),
    )
    expect(delivered.map(({ body }) => body.type)).toEqual([
      'PLAIN',
      'IMAGE',
      'IMAGE',
      'IMAGE',
      'PLAIN',
    ])
    expect(received).toEqual(delivered)
    expect(new Set(received.map(({ id }) => id)).size).toBe(5)
    expect(received[1]?.body).toMatchObject({ attachment: { mediaUrl: url('1') } })
  })

  it('lists what became no message, from the webhook and from its events', async () => {
    const { connector, received, events } = createWorld()
    const payload = batch(
      webhook({ optin: { type: 'notification_messages' } }),
      webhook({ message: 'not an object' }),
    )
    const { skipped } = await connector.handleWebhook(payload)
    expect(skipped.map(({ reason }) => reason).sort()).toEqual(['malformed-event', 'optin'])
    expect(received).toEqual([])
    expect(events.map((event) => event.type === 'skipped' && event.reason).sort()).toEqual([
      'malformed-event',
      'optin',
    ])
  })

  describe('when CCM fails', () => {
    it('returns everything needed to repeat, and repeats in order with the same webhook', async () => {
      let isDown = true
      const received: CimMessage[] = []
      const asked: CimMessage[] = []
      const { connector, events } = createWorld({
        ccm: {
          async receive(message) {
            asked.push(message)
            if (isDown) throw down
            received.push(message)
          },
        },
      })
      const payload = batch(textWebhook('a', 'first'), textWebhook('b', 'second'))
      const { failed, delivered } = await connector.handleWebhook(payload)
      expect(delivered).toEqual([])
      expect(failed).toMatchObject([
        { message: { body: { markdownText: 'first' } }, error: down, retryable: true },
        { message: { body: { markdownText: 'second' } }, error: down, retryable: true },
      ])
      expect(failed[0]?.event.raw).toEqual(payload.entry[0]?.messaging[0])
      expect(asked, 'what follows is not tried, to keep the order').toHaveLength(1)
      expect(events).toMatchObject([
        {
          type: 'failed',
          stage: 'ccm',
          error: { code: 'ccm_error', status: 503, retryable: true },
        },
        { type: 'failed', stage: 'ccm', id: failed[1]?.message?.id },
      ])
      isDown = false
      await connector.handleWebhook(payload)
      expect(textsOf(received)).toEqual(['first', 'second'])
    })

    it('keeps the parts of one message together', async () => {
      const asked: unknown[] = []
      const { connector } = createWorld({
        ccm: {
          async receive({ body }) {
            asked.push(body.type)
            throw down
          },
        },
      })
      const url = 'https://scontent.xx.fbcdn.net/v/a.jpg'
      const attachments = [{ type: 'fallback', payload: { url, title: 'A link' } }]
      const message = { mid: mid('a'), text: 'Look', attachments }
      const { failed } = await connector.handleWebhook(webhook({ message }))
      expect(failed.map(({ message }) => message?.body.type)).toEqual(['PLAIN', 'URL'])
      expect(asked).toEqual(['PLAIN'])
    })

    it('names the failed stage also for messages that were not tried', async () => {
      const { log } = failingLog('remember')
      const { connector, events } = createWorld({ log })
      await connector.handleWebhook(batch(textWebhook('a', 'first'), textWebhook('b', 'second')))
      const failed = events.flatMap((event) => (event.type === 'failed' ? event.stage : []))
      expect(failed).toEqual(['log', 'log'])
    })

    it('goes on after a message that CX refuses', async () => {
      const received: CimMessage[] = []
      const { connector } = createWorld({
        ccm: {
          async receive(message) {
            if (message.body.markdownText === 'first') throw refused
            received.push(message)
          },
        },
      })
      const payload = batch(textWebhook('a', 'first'), textWebhook('b', 'second'))
      const { failed } = await connector.handleWebhook(payload)
      expect(failed).toMatchObject([{ message: { body: { markdownText: 'first' } } }])
      expect(failed[0]).toMatchObject({
        error: refused,
        stage: 'ccm',
        retryable: false,
        refused: true,
      })
      expect(textsOf(received)).toEqual(['second'])
    })

    it.each([301, 302, 401, 403, 404, 408, 429, 500, 502, 503])(
      'gives up nothing because a gateway answers %i, and keeps the order',
      async (status) => {
        let isRight = false
        const received: unknown[] = []
        const ccm = createCcmClient({
          baseUrl: 'https://cx.example.com/ccm',
          retries: 0,
          async fetch(input, init) {
            if (!isRight) return new Response('<html>', { status, headers: { location: '/login' } })
            const { body } = await new Request(input, init).json()
            received.push(body.markdownText)
            return new Response(null, { status: 202 })
          },
        })
        const { connector } = createWorld({ ccm })
        const payload = batch(textWebhook('a', 'first'), textWebhook('b', 'second'))
        const { failed } = await connector.handleWebhook(payload)
        expect(failed).toMatchObject([
          { retryable: true, refused: false },
          { retryable: true, refused: false },
        ])
        isRight = true
        await connector.handleWebhook(payload)
        expect(received).toEqual(['first', 'second'])
      },
    )

    it('costs other customers nothing', async () => {
      const received: CimMessage[] = []
      const { connector } = createWorld({
        ccm: {
          async receive(message) {
            if (message.body.markdownText === 'mine') throw down
            received.push(message)
          },
        },
      })
      const customer = '7399999999999999'
      await connector.handleWebhook(
        batch(textWebhook('a', 'mine'), textWebhook('b', 'yours', { customer })),
      )
      expect(textsOf(received)).toEqual(['yours'])
    })
  })

  it('is not harmed by a listener that fails, in whatever way', async () => {
    for (const onEvent of [
      () => {
        throw new Error('listener')
      },
      () => Promise.reject(new Error('listener')),
    ]) {
      const { connector, received } = createWorld({ onEvent })
      const { failed } = await connector.handleWebhook(textWebhook('a', 'Hello'))
      expect(failed).toEqual([])
      expect(received).toHaveLength(1)
    }
  })

  it('gives its listener no text, no name and no token', async () => {
    const { connector, events } = createWorld({
      profiles: true,
      graph: {
        send: async () => ({}),
        profile: async () => ({ firstName: 'Samira', lastName: 'Haddad' }),
      },
      ccm: { receive: () => Promise.reject(new Error('token EAAB… refused: parcel')) },
    })
    await connector.handleWebhook(textWebhook('a', 'Where is my parcel?'))
    await connector.handleWebhook(webhook({ message: { mid: mid('b'), text: 7 } }))
    await connector.handleCim(plain('c', 'parcel'.repeat(500))).catch(() => {})
    expect(events.length).toBeGreaterThan(2)
    expect(JSON.stringify(events)).not.toMatch(/parcel|Samira|Haddad|EAAB/)
  })

  it('knows a message that is quoted before CCM has answered', async () => {
    const { connector, sent } = createWorld({
      ccm: {
        async receive({ id, body }) {
          if (body.type !== 'PLAIN') return
          const quoting = { intent: 'REPLY_TO', originalMessageId: id }
          const { adjustments } = await connector.handleCim(plain('answer', 'Here', quoting))
          expect(adjustments).toEqual([])
        },
      },
    })
    const { failed } = await connector.handleWebhook(textWebhook('a', 'Where is my parcel?'))
    expect(failed).toEqual([])
    expect(sent).toMatchObject([{ reply_to: { mid: mid('a') } }])
  })

  it('waits for nothing that is done, and for everything under way', async () => {
    const { connector, received } = createWorld()
    await connector.idle()
    const work = connector.handleWebhook(textWebhook('a', 'Hello'))
    await connector.idle()
    expect(received).toHaveLength(1)
    await work
  })
})

describe('options', () => {
  it.each([
    ['media.allowHosts[0]', { allowHosts: ['https://cdn.example.com'] }],
    ['media.allowHosts[0]', { allowHosts: ['cdn.*.com'] }],
    ['media.maxConcurrent', { maxConcurrent: 0 }],
    ['media.maxBytes', { maxBytes: -1 }],
    ['media.timeoutMs', { timeoutMs: 0.5 }],
    ['media.timeoutMs', { timeoutMs: 3e9 }],
  ])('name a wrong %s when the connector is made', (path, media) => {
    expect(() => createWorld({ media })).toThrow(`Invalid options: ${path}`)
  })

  it('name a message type that CX refuses when the connector is made', () => {
    const inbound = { messageType: '' }
    expect(() => createWorld({ inbound })).toThrow('Invalid options: messageType')
  })

  it('with attributes that CX refuses fail the events that have them, and name the path', async () => {
    const { connector, received, events } = createWorld({
      inbound: {
        attributes({ kind }) {
          if (kind !== 'postback') return [{ key: 'shop', type: 'String50', value: 'Lahore' }]
          return [{ key: 'shop', type: 'String50', value: 'x'.repeat(2001) }]
        },
      },
    })
    const tapped = webhook({ postback: { mid: mid('p'), title: 'Start' } })
    const { failed } = await connector.handleWebhook(tapped)
    await connector.handleWebhook(textWebhook('t', 'Hello'))
    expect(failed).toMatchObject([
      {
        event: { kind: 'postback', raw: { postback: { title: 'Start' } } },
        error: { issues: [{ path: ['attributes', 0, 'value'] }] },
        retryable: false,
      },
    ])
    expect(events[0]).toMatchObject({ type: 'failed', direction: 'inbound', stage: 'host' })
    expect(received[0]?.header.channelData.additionalAttributes).toEqual([
      { key: 'MESSAGE_TYPE', type: 'String100', value: 'DM' },
      { key: 'shop', type: 'String50', value: 'Lahore' },
    ])
  })
})

describe('quotes', () => {
  it("names the agent's message that a customer quotes", async () => {
    const { connector, received } = createWorld()
    await connector.handleCim(plain('agent-message-1', 'Which colour?'))
    await connector.handleWebhook(
      webhook({ message: { mid: mid('a'), text: 'This', reply_to: { mid: mid('sent-1') } } }),
    )
    expect(received[0]?.header).toMatchObject({
      intent: 'REPLY_TO',
      originalMessageId: 'agent-message-1',
    })
  })

  it("quotes the customer's message that an agent quotes, on the first request", async () => {
    const { connector, received, sent } = createWorld()
    await connector.handleWebhook(textWebhook('a', 'Blue or red?'))
    const originalMessageId = received[0]?.id
    const quoting = { intent: 'REPLY_TO', originalMessageId }
    const { adjustments } = await connector.handleCim(plain('b', 'Blue.', quoting))
    expect(sent).toMatchObject([{ reply_to: { mid: mid('a') } }])
    expect(adjustments).toEqual([])
  })

  it('names a customer’s own earlier message by what CX knows it as', async () => {
    const { connector, received } = createWorld()
    await connector.handleWebhook(textWebhook('a', 'One'))
    await connector.handleWebhook(
      webhook({ message: { mid: mid('b'), text: 'Two', reply_to: { mid: mid('a') } } }),
    )
    expect(received[1]?.header.originalMessageId).toBe(received[0]?.id)
  })

  it('asks the host first', async () => {
    const { connector, received } = createWorld({
      inbound: { cimIdOf: () => 'id-of-the-host', connector: { id: 'me', name: 'MY_CONNECTOR' } },
    })
    await connector.handleWebhook(
      webhook({ message: { mid: mid('b'), text: 'Two', reply_to: { mid: mid('a') } } }),
    )
    expect(received[0]?.header).toMatchObject({
      originalMessageId: 'id-of-the-host',
      sender: { id: 'me' },
    })
  })
})

describe('reactions and edits', () => {
  const reaction = (fields: Record<string, unknown>) =>
    webhook({ reaction: { mid: mid('sent-1'), action: 'react', ...fields } })

  it('passes on each change of emoji once, and names the reaction when it is taken back', async () => {
    const { connector, received } = createWorld()
    const [like, love, none] = [
      reaction({ emoji: '👍' }),
      reaction({ emoji: '❤' }),
      reaction({ action: 'unreact' }),
    ]
    for (const payload of [like, like, love, none, none]) await connector.handleWebhook(payload)
    expect(textsOf(received)).toEqual(['👍', '❤', undefined])
    expect(received[1]?.id).toBe(received[0]?.id)
    expect(received[2]?.body).toMatchObject({
      type: 'DELETEDNOTIFICATION',
      messageId: received[0]?.id,
    })
  })

  it('takes neither for the message that their mid names', async () => {
    const { connector, sent } = createWorld()
    await connector.handleWebhook(reaction({ emoji: '👍' }))
    const edited = { mid: mid('never-seen'), text: 'new', num_edit: 1 }
    await connector.handleWebhook(webhook({ message_edit: edited }))
    const asked = { message: { mid: mid('q'), text: '?', reply_to: { mid: mid('never-seen') } } }
    const { delivered } = await connector.handleWebhook(webhook(asked))
    expect(delivered[0]?.header.originalMessageId).toBeNull()
    expect(sent).toEqual([])
  })
})

describe('receipts', () => {
  it('reports to CX by its own ids what was delivered and read, each once', async () => {
    const start = 1_790_000_000_000
    let now = start
    const { connector, received } = createWorld({ now: () => now })
    await connector.handleCim(plain('one'))
    now = start + 1000
    await connector.handleCim(plain('two', 'x '.repeat(1500)))
    now = start + 2000
    await connector.handleCim(plain('three'))
    const delivered = webhook({ delivery: { mids: [mid('sent-1'), mid('sent-2')], watermark: 9 } })
    await connector.handleWebhook(delivered)
    await connector.handleWebhook(webhook({ read: { watermark: start + 1000 } }))
    await connector.handleWebhook(webhook({ read: { watermark: start + 5000 } }))
    expect(
      received.map(({ body }) => [fieldOf(body, 'messageId'), fieldOf(body, 'status')]),
    ).toEqual([
      ['one', 'DELIVERED'],
      ['two', 'DELIVERED'],
      ['one', 'READ'],
      ['two', 'READ'],
      ['three', 'READ'],
    ])
  })

  it('looks up and reports only what is new, however much was sent before', async () => {
    const start = 1_790_000_000_000
    let now = start
    const log = createMemoryLog()
    const seen = vi.spyOn(log, 'seen')
    const { connector, received, events } = createWorld({ log, now: () => now })
    const receive = (event: Record<string, unknown>) => connector.handleWebhook(webhook(event))
    for (let count = 0; count < 20; count += 1) {
      await connector.handleCim(plain(`message ${count}`))
      await receive({ delivery: { watermark: now } })
      await receive({ read: { watermark: now } })
      now += 1000
    }
    expect(received).toHaveLength(40)
    expect(events.filter(({ type }) => type === 'skipped')).toEqual([])
    // Once for each message to the customer, and for each receipt.
    expect(seen).toHaveBeenCalledTimes(80)
    const { repeated } = await receive({ read: { watermark: now } })
    expect(repeated).toEqual([received.at(-1)?.id])
  })

  it('reports again what CX did not accept', async () => {
    let isDown = true
    const received: unknown[] = []
    const { connector } = createWorld({
      now: () => 1_790_000_000_000,
      ccm: {
        async receive({ body }) {
          if (isDown) throw down
          received.push(fieldOf(body, 'messageId'))
        },
      },
    })
    await connector.handleCim(plain('one'))
    const read = webhook({ read: { watermark: 1_790_000_000_000 } })
    await connector.handleWebhook(read)
    isDown = false
    await connector.handleWebhook(read)
    expect(received).toEqual(['one'])
  })

  it('skips what it cannot name', async () => {
    const { connector } = createWorld()
    const { skipped } = await connector.handleWebhook(
      webhook({ delivery: { mids: [mid('unknown')], watermark: 1_790_000_000_000 } }),
    )
    expect(skipped).toMatchObject([{ reason: 'unresolved-message' }])
  })

  it('waits for a send on its way, as which the message is not known yet; a text does not', async () => {
    let finish = () => {}
    const sending = new Promise<void>((resolve) => {
      finish = resolve
    })
    const { connector, received } = createWorld({
      graph: {
        async send() {
          await sending
          return { messageId: mid('slow') }
        },
      },
    })
    const agent = connector.handleCim(plain('one'))
    const receipt = connector.handleWebhook(
      webhook({ delivery: { mids: [mid('slow')], watermark: 1 } }),
    )
    await connector.handleWebhook(textWebhook('a', 'Hello?'))
    expect(textsOf(received)).toEqual(['Hello?'])
    finish()
    await Promise.all([agent, receipt])
    expect(received[1]?.body).toMatchObject({ messageId: 'one', status: 'DELIVERED' })
  })

  it('learns from the echo what a lost answer would have said', async () => {
    let fail = true
    const { connector, received } = createWorld({
      graph: {
        async send() {
          if (fail) throw new Error('socket hang up')
          return { messageId: mid('again') }
        },
      },
    })
    await expect(connector.handleCim(plain('one'))).rejects.toThrow('socket hang up')
    fail = false
    const echo = echoWebhook({ mid: mid('echoed'), text: 'How can I help?', metadata: 'cim:one' })
    const { skipped } = await connector.handleWebhook(echo)
    expect(skipped).toMatchObject([{ reason: 'own-echo' }])
    expect(await connector.handleCim(plain('one'))).toMatchObject({ repeated: true, mids: [] })
    await connector.handleWebhook(webhook({ delivery: { mids: [mid('echoed')], watermark: 1 } }))
    expect(received.at(-1)?.body).toMatchObject({ messageId: 'one', status: 'DELIVERED' })
  })

  it('learns from the echo which of several requests the customer has', async () => {
    const long = `${'word '.repeat(390)}\n\n${'more '.repeat(390)}`
    const sent: SendRequest[] = []
    const lost = new Set([2])
    const { connector } = createWorld({
      graph: {
        async send(request) {
          sent.push(request)
          if (lost.delete(sent.length)) throw new Error('socket hang up')
          return { messageId: mid(`sent-${sent.length}`) }
        },
      },
    })
    await expect(connector.handleCim(plain('one', long))).rejects.toThrow('Sending stopped')
    const [, second] = sent
    const metadata = second && 'message' in second ? second.message.metadata : undefined
    expect(metadata).toBe('cim:one#1')
    const { skipped } = await connector.handleWebhook(
      echoWebhook({ mid: mid('echoed'), text: 'more', metadata }),
    )
    expect(skipped).toMatchObject([{ reason: 'own-echo' }])
    expect(await connector.handleCim(plain('one', long))).toMatchObject({
      repeated: true,
      mids: [],
    })
    expect(sent).toHaveLength(2)
  })

  it('learns nothing from an echo that names no message', async () => {
    const log = createMemoryLog()
    const { connector } = createWorld({ log, inbound: { appId: '1' } })
    for (const message of [
      { mid: mid('e'), text: 'x' },
      { mid: mid('e'), text: 'x', metadata: 'cim:' },
      { text: 'x', metadata: 'cim:one' },
    ]) {
      await connector.handleWebhook(echoWebhook(message))
    }
    expect(await log.cimIdOf(mid('e'))).toBeUndefined()
    expect(await log.seen('one')).toBe(false)
  })
})

describe('names', () => {
  function asking(profile: (psid: string) => Promise<{ firstName?: string; lastName?: string }>) {
    let now = 0
    const asked: string[] = []
    const world = createWorld({
      profiles: true,
      now: () => now,
      graph: {
        send: async () => ({}),
        profile(id) {
          asked.push(id)
          return profile(id)
        },
      },
    })
    function wait(ms: number): void {
      now += ms
    }
    return { ...world, asked, wait }
  }
  const hour = 60 * 60 * 1000

  it('come from Graph, asked for once a day', async () => {
    const { connector, received, asked, wait } = asking(async () => ({
      firstName: 'Samira',
      lastName: 'Haddad',
    }))
    for (const name of ['a', 'b']) await connector.handleWebhook(textWebhook(name, 'Hello'))
    expect(received[1]?.header.channelData).toMatchObject({
      customerFirstName: 'Samira',
      customerLastName: 'Haddad',
    })
    expect(asked).toEqual([psid])
    wait(25 * hour)
    await connector.handleWebhook(textWebhook('c', 'Hello'))
    expect(asked).toHaveLength(2)
  })

  it('are done without when Graph fails, and not asked for again for an hour', async () => {
    const { connector, received, events, asked, wait } = asking(() =>
      Promise.reject(new Error('no permission')),
    )
    for (const name of ['a', 'b']) await connector.handleWebhook(textWebhook(name, 'Hello'))
    expect(received).toHaveLength(2)
    expect(asked).toHaveLength(1)
    expect(events.filter(({ type }) => type === 'failed')).toMatchObject([{ stage: 'profile' }])
    wait(2 * hour)
    await connector.handleWebhook(textWebhook('c', 'Hello'))
    expect(asked).toHaveLength(2)
  })

  it('hold a message up for five seconds at most, and are kept when they come late', async () => {
    const patience = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal)
    try {
      let comes: (profile: { firstName: string }) => void = () => {}
      const late = new Promise<{ firstName: string }>((resolve) => {
        comes = resolve
      })
      const { connector, received, events, asked } = asking(() => late)
      const handled = connector.handleWebhook(textWebhook('a', 'Hello'))
      await vi.waitFor(() => expect(asked).toHaveLength(1))
      expect(timeout).toHaveBeenCalledWith(5000)
      patience.abort(new DOMException('', 'TimeoutError'))
      await handled
      expect(received[0]?.header.channelData).not.toHaveProperty('customerFirstName')
      expect(events[0]).toMatchObject({ stage: 'profile', error: { name: 'TimeoutError' } })
      comes({ firstName: 'Samira' })
      await connector.handleWebhook(textWebhook('b', 'Hello'))
      expect(received[1]?.header.channelData).toMatchObject({ customerFirstName: 'Samira' })
      expect(asked).toHaveLength(1)
    } finally {
      timeout.mockRestore()
    }
  })

  it('are not asked for unless wanted, nor for a Page without client', async () => {
    const { connector, received } = createWorld({ profiles: true, graph: () => undefined })
    await connector.handleWebhook(textWebhook('a', 'Hello'))
    expect(received[0]?.header.channelData).not.toHaveProperty('customerFirstName')
  })
})
