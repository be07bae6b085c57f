import { describe, expect, it, vi } from 'vitest'
import { emittedCimMessageSchema } from '../../../src/cim/emitted.ts'
import { createMemoryLog, type MessageLog } from '../../../src/connector/index.ts'
import {
  CcmError,
  GraphError,
  type GraphErrorReason,
  LimitError,
  PayloadError,
  SendAbortedError,
  UnsupportedBodyError,
} from '../../../src/errors.ts'
import { cimMessageId } from '../../../src/inbound/index.ts'
import { limits } from '../../../src/messenger/limits.ts'
import type { SendRequest } from '../../../src/messenger/send-request.ts'
import { cim, createWorld, mid, pageId, plain, psid } from '../world.ts'

function graphError(reason: GraphErrorReason): GraphError {
  return new GraphError('send failed', { reason, retryable: false, possiblyDelivered: false })
}

/** The same error as a second copy of the package would throw it. */
function copied({ name, code, reason }: GraphError, changed: object = {}): Error {
  return Object.assign(new Error('send failed'), { name, code, reason, ...changed })
}

/** A Graph client whose sends fail, by the number of the send. */
function failingGraph(failures: Record<number, Error>) {
  const sent: SendRequest[] = []
  let count = 0
  return {
    sent,
    async send(request: SendRequest) {
      count += 1
      const failure = failures[count]
      if (failure) throw failure
      sent.push(request)
      return { messageId: mid(`sent-${sent.length}`) }
    },
  }
}

const long = `${'word '.repeat(500)}end`

describe('handleCim', () => {
  it('sends the customer a message and returns its outcome', async () => {
    const { connector, sent, received, events } = createWorld()
    const outcome = await connector.handleCim(plain('one'))
    expect(outcome).toEqual({ id: 'one', mids: [mid('sent-1')], adjustments: [], repeated: false })
    expect(sent).toMatchObject([{ recipient: { id: psid }, message: { text: 'How can I help?' } }])
    expect(events).toEqual([
      { type: 'sent', id: 'one', mid: mid('sent-1'), index: 0, of: 1, pageId, psid },
    ])
    expect(received).toEqual([])
  })

  it('sends each message once, however often and however much at once CX posts it', async () => {
    const { connector, sent, events } = createWorld()
    const outcomes = await Promise.all(
      Array.from({ length: 3 }, () => connector.handleCim(plain('one', long))),
    )
    outcomes.push(await connector.handleCim(plain('one', long)))
    expect(sent).toHaveLength(2)
    expect(outcomes.map(({ repeated }) => repeated)).toEqual([false, true, true, true])
    expect(events.filter(({ type }) => type === 'skipped')).toMatchObject(
      Array(3).fill({ direction: 'outbound', reason: 'repeated', kind: 'PLAIN', id: 'one' }),
    )
  })

  it("keeps the order of one customer's messages while others go beside", async () => {
    const other = {
      channelData: { channelCustomerIdentifier: '7399999999999999', serviceIdentifier: pageId },
    }
    const texts: unknown[] = []
    let slow = true
    const { connector } = createWorld({
      graph: {
        async send(request) {
          const text = 'message' in request ? request.message.text : undefined
          if (slow && text === 'first') {
            slow = false
            await new Promise((resolve) => setTimeout(resolve, 20))
          }
          texts.push(text)
          return {}
        },
      },
    })
    await Promise.all([
      connector.handleCim(plain('1', 'first')),
      connector.handleCim(plain('2', 'second')),
      connector.handleCim(plain('3', 'elsewhere', other)),
    ])
    expect(texts).toEqual(['elsewhere', 'first', 'second'])
  })

  it('returns what the customer sees differently', async () => {
    const { connector, events } = createWorld()
    const { adjustments } = await connector.handleCim(plain('one', long))
    expect(adjustments).toMatchObject([{ kind: 'text-split' }])
    expect(events[0]).toMatchObject({ type: 'adjusted', id: 'one', kind: 'text-split' })
  })

  it('reports that Meta refused the quote', async () => {
    const { connector, events } = createWorld({
      graph: { send: async () => ({ messageId: mid('a'), quoteDropped: true }) },
    })
    const quoting = { intent: 'REPLY_TO', providerMessageId: mid('gone') }
    const { adjustments } = await connector.handleCim(plain('one', 'Yes', quoting))
    expect(adjustments).toMatchObject([{ kind: 'quote-unresolved' }])
    expect(events).toMatchObject([{ type: 'sent' }, { type: 'adjusted', kind: 'quote-unresolved' }])
  })

  it('shows typing without expecting it to be read', async () => {
    const log = createMemoryLog()
    const { connector, sent } = createWorld({ log })
    const typing = { type: 'NOTIFICATION', notificationType: 'TYPING_STARTED' }
    expect(await connector.handleCim(cim('t', typing))).toMatchObject({ mids: [] })
    expect(sent).toMatchObject([{ sender_action: 'typing_on' }])
    expect(await log.sentUpTo(psid, Number.MAX_SAFE_INTEGER)).toEqual([])
  })

  it('does nothing with what is not for the customer, also twice', async () => {
    const { connector, sent, received } = createWorld()
    for (let times = 0; times < 2; times += 1) {
      const { adjustments, repeated } = await connector.handleCim(cim('w', { type: 'WRAPUP' }))
      expect(adjustments).toMatchObject([{ kind: 'nothing-to-send' }])
      expect(repeated).toBe(false)
    }
    expect([...sent, ...received]).toEqual([])
  })

  it('finds the client of the Page', async () => {
    const { graph, sent } = createWorld()
    const pages: string[] = []
    const { connector } = createWorld({
      graph(page) {
        pages.push(page)
        return Promise.resolve(graph)
      },
    })
    await connector.handleCim(plain('one'))
    expect(pages).toEqual([pageId])
    expect(sent).toHaveLength(1)
  })

  it("keeps to the host's context", async () => {
    const { connector, sent } = createWorld({
      outbound: { humanAgent: true, midOf: () => mid('of-the-host') },
    })
    const quoting = { intent: 'REPLY_TO', originalMessageId: 'unknown' }
    await connector.handleCim(plain('one', 'Late', quoting))
    expect(sent).toMatchObject([{ tag: 'HUMAN_AGENT', reply_to: { mid: mid('of-the-host') } }])
  })
})

describe('a message that fails', () => {
  it('is reported to CX in a form that its model accepts, and to the caller', async () => {
    const error = graphError('no_response')
    const { connector, received, events } = createWorld({
      graph: failingGraph({ 1: error }),
      now: () => 1_790_000_123_456,
    })
    await expect(connector.handleCim(plain('one'))).rejects.toBe(error)
    expect(received).toHaveLength(1)
    expect(emittedCimMessageSchema.safeParse(received[0]).success).toBe(true)
    expect(received[0]).toMatchObject({
      id: cimMessageId({ pageId, mid: 'one', part: 'FAILED' }),
      header: {
        sender: { type: 'CONNECTOR' },
        channelData: {
          channelCustomerIdentifier: psid,
          serviceIdentifier: pageId,
          additionalAttributes: [{ key: 'MESSAGE_TYPE', type: 'String100', value: 'DM' }],
        },
        timestamp: 1_790_000_123_456,
      },
      body: {
        type: 'DELIVERYNOTIFICATION',
        messageId: 'one',
        status: 'FAILED',
        reasonCode: '500',
      },
    })
    expect(events).toMatchObject([
      {
        type: 'failed',
        direction: 'outbound',
        stage: 'graph',
        id: 'one',
        error: { code: 'graph_error' },
      },
    ])
  })

  it.each([
    ['outside the window', graphError('window_closed'), '400'],
    ['a bad request', graphError('request_invalid'), '400'],
    ['a customer who is gone', graphError('recipient_unavailable'), '400'],
    ['a token that expired', graphError('token_invalid'), '500'],
    ['Graph down', graphError('temporary'), '500'],
    ['something else', new TypeError('x is not a function'), '500'],
    ['what a second copy of the package throws', copied(graphError('window_closed')), '400'],
    ['a reason of a later version', copied(graphError('unknown'), { reason: 'new' }), '500'],
  ])('because of %s has the reason code for it', async (_, error, reasonCode) => {
    const { connector, received } = createWorld({ graph: failingGraph({ 1: error }) })
    await expect(connector.handleCim(plain('one'))).rejects.toBe(error)
    expect(received[0]?.body).toMatchObject({ status: 'FAILED', reasonCode })
  })

  it.each([
    undefined,
    // As a host in plain JavaScript may answer.
    JSON.parse('null'),
  ])('because its Page is not ours has 404 (%j)', async (client) => {
    const { connector, received } = createWorld({ graph: () => client })
    await expect(connector.handleCim(plain('one'))).rejects.toThrow(
      'header.channelData.serviceIdentifier: no Page of this connector',
    )
    expect(received[0]?.body).toMatchObject({ reasonCode: '404' })
  })

  it.each([
    [UnsupportedBodyError, { type: 'EMAIL' }],
    [PayloadError, { type: 'PLAIN', markdownText: '' }],
    [PayloadError, { type: 'CONTACT' }],
    [
      LimitError,
      {
        type: 'FILE',
        attachment: { mediaUrl: 'https://a.example/b.pdf', size: limits.fileBytes.max + 1 },
      },
    ],
  ])('because Messenger cannot carry it is a %o, 400 for CX', async (kind, body) => {
    const { connector, sent, received, events } = createWorld()
    await expect(connector.handleCim(cim('one', body))).rejects.toThrow(kind)
    expect(sent).toEqual([])
    expect(received[0]?.body).toMatchObject({ messageId: 'one', reasonCode: '400' })
    expect(events).toMatchObject([{ type: 'failed', stage: 'translate' }])
  })

  it.each([[undefined], ['text'], [{ id: 'one' }], [{ ...plain('one'), header: {} }]])(
    'because it is no message at all (%j) is reported to the caller alone',
    async (value) => {
      const { connector, received } = createWorld()
      await expect(connector.handleCim(value)).rejects.toThrow(PayloadError)
      expect(received).toEqual([])
    },
  )

  it('is reported to CX also if its body is missing', async () => {
    const { connector, received } = createWorld()
    await expect(connector.handleCim({ ...plain('one'), body: null })).rejects.toThrow(PayloadError)
    expect(received[0]?.body).toMatchObject({ messageId: 'one', reasonCode: '400' })
  })

  it('is not reported to CX if nobody waits for the result', async () => {
    const { connector, received } = createWorld({
      graph: failingGraph({ 1: graphError('unknown') }),
    })
    const typing = { type: 'NOTIFICATION', notificationType: 'TYPING_STARTED' }
    await expect(connector.handleCim(cim('t', typing))).rejects.toThrow(GraphError)
    expect(received).toEqual([])
  })

  it('is reported to the caller also if CX cannot be notified', async () => {
    const error = graphError('window_closed')
    const down = new CcmError('CCM answered 503', { status: 503, retryable: true })
    const { connector, events } = createWorld({
      graph: failingGraph({ 1: error }),
      ccm: { receive: () => Promise.reject(down) },
    })
    await expect(connector.handleCim(plain('one'))).rejects.toBe(error)
    expect(events).toMatchObject([
      { type: 'failed', stage: 'graph', error: { reason: 'window_closed' } },
      { type: 'failed', stage: 'ccm', error: { status: 503 } },
    ])
  })

  it("is reported also if the host's context fails to name the customer", async () => {
    const error = graphError('window_closed')
    const { connector, received, events } = createWorld({
      graph: failingGraph({ 1: error }),
      inbound: {
        profile() {
          throw new TypeError('no such customer')
        },
      },
    })
    await expect(connector.handleCim(plain('one'))).rejects.toBe(error)
    expect(received[0]?.body).toMatchObject({ messageId: 'one', reasonCode: '400' })
    expect(events).toMatchObject([
      { type: 'failed', stage: 'graph', error: { reason: 'window_closed' } },
      { type: 'failed', stage: 'host', error: { name: 'TypeError' } },
    ])
  })

  it('does not hold up the next', async () => {
    const graph = failingGraph({ 1: graphError('unknown') })
    const { connector } = createWorld({ graph })
    const [first, second] = await Promise.allSettled([
      connector.handleCim(plain('one')),
      connector.handleCim(plain('two')),
    ])
    expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled'])
    expect(graph.sent).toHaveLength(1)
  })

  it('halfway is completed by another attempt, without repeating what the customer has', async () => {
    const cause = graphError('temporary')
    const graph = failingGraph({ 2: cause })
    const { connector, received } = createWorld({ graph })
    const failure = connector.handleCim(plain('one', long))
    await expect(failure).rejects.toThrow(SendAbortedError)
    await expect(failure).rejects.toMatchObject({
      failedIndex: 1,
      sent: [{ messageId: mid('sent-1') }],
      cause,
    })
    expect(received[0]?.body).toMatchObject({ reasonCode: '500' })
    const { mids, repeated } = await connector.handleCim(plain('one', long))
    expect(mids).toEqual([mid('sent-2')])
    expect(repeated).toBe(false)
    const texts = graph.sent.map((request) => 'message' in request && request.message.text)
    expect(texts.join(' ').split(/\s+/)).toEqual(long.split(' '))
  })

  it('halfway a second time lists all that the customer has', async () => {
    const graph = failingGraph({ 2: graphError('temporary'), 3: graphError('temporary') })
    const { connector } = createWorld({ graph })
    await expect(connector.handleCim(plain('one', long))).rejects.toThrow(SendAbortedError)
    await expect(connector.handleCim(plain('one', long))).rejects.toMatchObject({
      failedIndex: 1,
      sent: [{}],
      message: expect.stringContaining('request 1 after 1 sent'),
    })
  })

  it('because the log is down before sending is not sent, for it may be a repeat', async () => {
    const log: MessageLog = { ...createMemoryLog(), seen: () => Promise.reject(new Error('down')) }
    const { connector, sent, received, events } = createWorld({ log })
    await expect(connector.handleCim(plain('one'))).rejects.toThrow('down')
    expect(sent).toEqual([])
    expect(received[0]?.body).toMatchObject({ reasonCode: '500' })
    expect(events).toMatchObject([{ type: 'failed', stage: 'host' }])
  })

  it('to be remembered after sending is not sent again while this process knows', async () => {
    const log = createMemoryLog()
    const remember = vi
      .spyOn(log, 'remember')
      .mockImplementation(() => Promise.reject(new Error('down')))
    const { connector, sent, received } = createWorld({ log })
    await connector.handleCim(plain('one', long))
    await connector.handleCim(plain('two'))
    remember.mockRestore()
    expect(await connector.handleCim(plain('one', long))).toMatchObject({ repeated: true })
    expect(await connector.handleCim(plain('two'))).toMatchObject({ repeated: true })
    expect(sent).toHaveLength(3)
    expect(received).toEqual([])
  })

  it('to be remembered after sending has not failed', async () => {
    const log: MessageLog = {
      ...createMemoryLog(),
      remember: () => Promise.reject(new Error('down')),
    }
    const { connector, sent, received, events } = createWorld({ log })
    await connector.handleCim(plain('one'))
    expect(sent).toHaveLength(1)
    expect(received).toEqual([])
    expect(events).toMatchObject([
      { type: 'sent' },
      { type: 'failed', direction: 'outbound', stage: 'log', id: 'one' },
    ])
  })
})
