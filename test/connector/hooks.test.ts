import { describe, expect, it, vi } from 'vitest'
import type { EmittedCimMessage } from '../../src/cim/emitted.ts'
import {
  type ConnectorHooks,
  createMemoryLog,
  type ReceiveDetails,
  type SendDetails,
} from '../../src/connector/index.ts'
import { CcmError, GraphError, PayloadError, SendAbortedError } from '../../src/errors.ts'
import type { SendRequest } from '../../src/messenger/send-request.ts'
import {
  beginnings,
  createWorld,
  echoWebhook,
  mid,
  pageId,
  picture,
  plain,
  psid,
  textsOf,
  textWebhook,
  webhook,
} from './world.ts'

const parties = { pageId, psid }
const notSent = new GraphError('connection refused', {
  reason: 'no_response',
  retryable: true,
  possiblyDelivered: false,
})
const long = `${'word '.repeat(390)}\n\n${'more '.repeat(390)}`

describe('beforeReceive', () => {
  it('changes what CX gets, knowing the event and whose it is', async () => {
    const seen: ReceiveDetails[] = []
    const { connector, received, events } = createWorld({
      hooks: {
        async beforeReceive(message, details) {
          seen.push(details)
          return withText(message, 'Hello, masked')
        },
      },
    })
    const { delivered } = await connector.handleWebhook(textWebhook('a', 'Hello'))
    expect(textsOf(received)).toEqual(['Hello, masked'])
    expect(delivered).toEqual(received)
    expect(seen).toMatchObject([
      { event: { kind: 'message', message: { text: 'Hello' } }, ...parties },
    ])
    expect(events).toMatchObject([{ type: 'received', ...parties }])
  })

  it('gets the customer, also for what the Page sent', async () => {
    const seen: ReceiveDetails[] = []
    const { connector, received, events } = createWorld({
      inbound: { echoes: 'translate' },
      hooks: {
        beforeReceive(message, details) {
          seen.push(details)
          return message
        },
      },
    })
    await connector.handleWebhook(echoWebhook({ mid: mid('inbox'), text: 'From the inbox' }))
    expect(received).toHaveLength(1)
    expect(seen).toMatchObject([{ event: { kind: 'echo' }, ...parties }])
    expect(events).toMatchObject([{ type: 'received', ...parties }])
  })

  it('is asked of receipts too', async () => {
    const types: string[] = []
    const { connector } = createWorld({
      hooks: {
        beforeReceive(message) {
          types.push(message.body.type)
          return message
        },
      },
    })
    await connector.handleCim(plain('one'))
    await connector.handleWebhook(webhook({ read: { watermark: Date.now() + 60_000 } }))
    expect(types).toEqual(['DELIVERYNOTIFICATION'])
  })

  it('leaves out a message for good: skipped, not failed, and not called again', async () => {
    const hooks = { beforeReceive: vi.fn(() => null) }
    const { connector, received, events } = createWorld({ hooks })
    const payload = textWebhook('a', 'STOP')
    expect(await connector.handleWebhook(payload)).toMatchObject({
      delivered: [],
      failed: [],
      skipped: [{ reason: 'hook', kind: 'message', raw: { message: { text: 'STOP' } } }],
    })
    expect(await connector.handleWebhook(payload)).toMatchObject({ failed: [], skipped: [] })
    expect(received).toEqual([])
    expect(hooks.beforeReceive).toHaveBeenCalledTimes(1)
    expect(events).toMatchObject([
      { type: 'skipped', direction: 'inbound', reason: 'hook', kind: 'message', ...parties },
      { type: 'skipped', direction: 'inbound', reason: 'repeated', ...parties },
    ])
  })

  it('leaves out one part of a message, and holds up no other', async () => {
    const { connector, received } = createWorld({
      hooks: { beforeReceive: (message) => (message.body.type === 'LOCATION' ? null : message) },
    })
    const place = { type: 'location', payload: { coordinates: { lat: 31.5, long: 74.3 } } }
    await connector.handleWebhook(
      webhook({ message: { mid: mid('a'), text: 'I am here', attachments: [place] } }),
    )
    await connector.handleWebhook(textWebhook('b', 'Hello?'))
    expect(textsOf(received)).toEqual(['I am here', 'Hello?'])
  })

  it('that throws fails its message alone, and none of its words are reported', async () => {
    const { connector, received, events } = createWorld({
      hooks: {
        beforeReceive(message) {
          if (textsOf([message])[0] === 'one') throw new TypeError('no customer Sara')
          return message
        },
      },
    })
    const first = textWebhook('1', 'one')
    const second = textWebhook('2', 'two')
    const { failed } = await connector.handleWebhook({
      ...first,
      entry: [...first.entry, ...second.entry],
    })
    expect(failed).toMatchObject([
      { event: { kind: 'message' }, stage: 'host', retryable: false, refused: false },
    ])
    expect(failed[0]?.error).toBeInstanceOf(TypeError)
    expect(failed[0]?.message?.body).toMatchObject({ markdownText: 'one' })
    expect(textsOf(received)).toEqual(['two'])
    expect(events[0]).toMatchObject({ type: 'failed', stage: 'host', error: { name: 'TypeError' } })
    expect(JSON.stringify(events)).not.toContain('Sara')
  })

  it('that says that it may work later keeps the order, as CX does', async () => {
    let isDown = true
    const { connector, received } = createWorld({
      hooks: {
        async beforeReceive(message) {
          if (isDown) throw Object.assign(new Error('lookup is down'), { retryable: true })
          return message
        },
      },
    })
    const first = textWebhook('1', 'one')
    const payload = { ...first, entry: [...first.entry, ...textWebhook('2', 'two').entry] }
    const { failed } = await connector.handleWebhook(payload)
    expect(failed).toMatchObject([{ retryable: true }, { retryable: true }])
    isDown = false
    await connector.handleWebhook(payload)
    expect(textsOf(received)).toEqual(['one', 'two'])
  })

  it.each<[string, (message: EmittedCimMessage) => unknown, (string | number)[]]>([
    [
      'an attribute of a type that CX lacks',
      (message) => withAttribute(message, { key: 'shop', type: 'String', value: 'Lahore' }),
      ['header', 'channelData', 'additionalAttributes', 1, 'type'],
    ],
    ['an id of its own', (message) => ({ ...message, id: 'mine' }), ['id']],
    ['no text', (message) => withText(message, ''), ['body', 'markdownText']],
    ['nothing', () => undefined, []],
  ])('that gives back %s fails its message with the path', async (_, change, path) => {
    const { connector, received, events } = createWorld({
      hooks: hooksOf({ beforeReceive: change }),
    })
    const { failed } = await connector.handleWebhook(textWebhook('a', 'Hello'))
    expect(failed).toMatchObject([
      { stage: 'host', retryable: false, error: { issues: [{ path }] } },
    ])
    expect(received).toEqual([])
    expect(events).toMatchObject([
      { type: 'failed', direction: 'inbound', stage: 'host', error: { code: 'payload_invalid' } },
    ])
  })

  it('changes nothing of what a later quote names', async () => {
    const { connector, sent } = createWorld({
      hooks: { beforeReceive: (message) => withText(message, 'changed') },
    })
    const { delivered } = await connector.handleWebhook(textWebhook('asked', 'Is it there?'))
    const originalMessageId = delivered[0]?.id
    await connector.handleCim(plain('one', 'Yes', { intent: 'REPLY_TO', originalMessageId }))
    expect(sent).toMatchObject([{ reply_to: { mid: mid('asked') } }])
  })
})

describe('beforeSend', () => {
  it('changes what the customer gets, knowing the message, which request, and whose it is', async () => {
    const seen: SendDetails[] = []
    const { connector, sent } = createWorld({
      hooks: {
        async beforeSend(request, details) {
          seen.push(details)
          if (!('message' in request)) return request
          return { ...request, message: { ...request.message, text: `part ${details.index + 1}` } }
        },
      },
    })
    await connector.handleCim(plain('one', long))
    expect(textsSent(sent)).toEqual(['part 1', 'part 2'])
    expect(seen).toMatchObject([
      { message: { id: 'one' }, index: 0, ...parties },
      { message: { id: 'one' }, index: 1, ...parties },
    ])
  })

  it('sees a file as it goes, and cannot take the mark by which its echo is known', async () => {
    const seen: SendRequest[] = []
    const { connector, sent, stored } = createWorld({
      hooks: {
        beforeSend(request) {
          seen.push(request)
          if (!('message' in request)) return request
          return { ...request, message: { ...request.message, metadata: 'mine' } }
        },
      },
    })
    stored.set('receipt-4411.png', new Blob([beginnings.png]))
    await connector.handleCim(picture('one'))
    expect(seen).toMatchObject([
      { message: { attachment: { payload: { attachment_id: '185791' } } } },
    ])
    expect(sent).toMatchObject([{ message: { metadata: 'cim:one' } }])
  })

  it('leaves out a message for good', async () => {
    const hooks = { beforeSend: vi.fn(() => null) }
    const { connector, sent, received, events } = createWorld({ hooks })
    expect(await connector.handleCim(plain('one'))).toMatchObject({ mids: [], repeated: false })
    expect(await connector.handleCim(plain('one'))).toMatchObject({ mids: [], repeated: true })
    expect([sent, received]).toEqual([[], []])
    expect(hooks.beforeSend).toHaveBeenCalledTimes(1)
    expect(events[0]).toEqual({
      type: 'skipped',
      direction: 'outbound',
      id: 'one',
      reason: 'hook',
      kind: 'PLAIN',
      detail: 'request 0: left out by beforeSend',
      ...parties,
    })
    expect(events[1]).toMatchObject({ type: 'skipped', reason: 'repeated', ...parties })
  })

  it.each([0, 1])(
    'leaves out request %i, and another attempt sends only what is missing',
    async (out) => {
      const log = createMemoryLog()
      const asked: number[] = []
      let failAt: number | undefined = 1
      const sent: SendRequest[] = []
      const { connector } = createWorld({
        log,
        hooks: {
          beforeSend(request, { index }) {
            asked.push(index)
            return index === out ? null : request
          },
        },
        graph: {
          async send(request) {
            sent.push(request)
            if (sent.length === failAt) throw notSent
            return { messageId: mid(`sent-${sent.length}`) }
          },
        },
      })
      await expect(connector.handleCim(plain('one', long))).rejects.toThrow('connection refused')
      failAt = undefined
      expect(await connector.handleCim(plain('one', long))).toMatchObject({ mids: [mid('sent-2')] })
      expect(await connector.handleCim(plain('one', long))).toMatchObject({ repeated: true })
      expect(sent).toHaveLength(2)
      // What was left out before the failure is settled; what comes after it is asked for again.
      expect(asked).toEqual(out === 0 ? [0, 1, 1] : [0, 1, 0, 1])
      expect(await log.midOf('one')).toBe(mid('sent-2'))
    },
  )

  it('left out first is no part that the customer has', async () => {
    const { connector } = createWorld({
      hooks: { beforeSend: (request, { index }) => (index === 0 ? null : request) },
      graph: { send: () => Promise.reject(notSent) },
    })
    const failure = connector.handleCim(plain('one', long))
    await expect(failure).rejects.toThrow('connection refused')
    await expect(failure).rejects.not.toBeInstanceOf(SendAbortedError)
  })

  it('that throws fails its message before anything is sent, notifies CX, and holds up no other', async () => {
    const thrown = new TypeError('no customer Sara')
    const { connector, sent, received, events } = createWorld({
      hooks: {
        beforeSend(request, { message, index }) {
          if (message.id === 'one' && index === 1) throw thrown
          return request
        },
      },
    })
    const [first, second] = await Promise.allSettled([
      connector.handleCim(plain('one', long)),
      connector.handleCim(plain('two')),
    ])
    expect(first).toEqual({ status: 'rejected', reason: thrown })
    expect(second.status).toBe('fulfilled')
    expect(sent).toHaveLength(1)
    expect(received).toMatchObject([
      { body: { messageId: 'one', status: 'FAILED', reasonCode: '500' } },
    ])
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'failed',
        direction: 'outbound',
        stage: 'host',
        id: 'one',
        error: { name: 'TypeError' },
        ...parties,
      }),
    )
  })

  it.each<[string, unknown, (string | number)[]]>([
    ['an empty text', { text: '' }, ['message', 'text']],
    ['a text that is too long', { text: 'x'.repeat(2001) }, ['message', 'text']],
    ['no message', null, ['message']],
  ])('that gives back %s fails the message with the path', async (_, message, path) => {
    const { connector, sent, received, events } = createWorld({
      hooks: hooksOf({ beforeSend: (request: object) => ({ ...request, message }) }),
    })
    const failure = connector.handleCim(plain('one'))
    await expect(failure).rejects.toBeInstanceOf(PayloadError)
    await expect(failure).rejects.toMatchObject({ issues: [{ path }], subject: 'send_request' })
    expect(sent).toEqual([])
    // Nothing is wrong with what the agent wrote.
    expect(received).toMatchObject([{ body: { reasonCode: '500' } }])
    expect(events).toMatchObject([{ type: 'failed', stage: 'host' }])
  })
})

describe('hooks that are methods', () => {
  class Masking implements ConnectorHooks {
    readonly #word = 'masked'

    beforeReceive(message: EmittedCimMessage): EmittedCimMessage {
      return withText(message, this.#word)
    }

    beforeSend(request: SendRequest): SendRequest {
      if (!('message' in request)) return request
      return { ...request, message: { ...request.message, text: this.#word } }
    }
  }

  it('know what they belong to', async () => {
    const { connector, received, sent } = createWorld({ hooks: new Masking() })
    await connector.handleWebhook(textWebhook('a', 'Hello'))
    await connector.handleCim(plain('one'))
    expect([textsOf(received), textsSent(sent)]).toEqual([['masked'], ['masked']])
  })
})

describe('CCM and File Engine by Page', () => {
  it('get what is of their tenant', async () => {
    const other = '104857600999999'
    const tenants = new Map([pageId, other].map((page) => [page, createWorld()]))
    const { connector } = createWorld({
      ccm: (page) => tenants.get(page)?.ccm,
      files: async (page) => tenants.get(page)?.files,
      graph: (page) => tenants.get(page)?.graph,
    })
    await connector.handleWebhook(textWebhook('a', 'Hello'))
    await connector.handleWebhook(
      webhook({ recipient: { id: other }, message: { mid: mid('b'), text: 'Salaam' } }),
    )
    tenants.get(other)?.stored.set('receipt-4411.png', new Blob([beginnings.png]))
    const { header, ...message } = picture('one')
    const channelData = { ...header.channelData, serviceIdentifier: other }
    await connector.handleCim({ ...message, header: { ...header, channelData } })
    const failing = connector.handleCim({ ...plain('two', ''), header: { ...header, channelData } })
    await expect(failing).rejects.toThrow(PayloadError)
    expect(textsOf(tenants.get(pageId)?.received ?? [])).toEqual(['Hello'])
    expect(tenants.get(other)?.received.map(({ body }) => body.type)).toEqual([
      'PLAIN',
      'DELIVERYNOTIFICATION',
    ])
    expect(tenants.get(other)?.uploads).toMatchObject([{ fileName: 'receipt-4411.png' }])
    expect(tenants.get(pageId)?.uploads).toEqual([])
  })

  it('that nobody knows keep a message for later', async () => {
    let known = false
    const { ccm, received } = createWorld()
    const { connector, events } = createWorld({ ccm: () => (known ? ccm : undefined) })
    const payload = textWebhook('a', 'Hello')
    const { failed } = await connector.handleWebhook(payload)
    expect(failed).toMatchObject([{ stage: 'host', retryable: true, refused: false }])
    expect(failed[0]?.error).toBeInstanceOf(CcmError)
    expect(events).toMatchObject([
      { type: 'failed', direction: 'inbound', stage: 'host', ...parties },
    ])
    known = true
    await connector.handleWebhook(payload)
    expect(textsOf(received)).toEqual(['Hello'])
  })
})

describe('events', () => {
  it('name both sides, in every event that has them', async () => {
    const { connector, events } = createWorld()
    await connector.handleWebhook(echoWebhook({ mid: mid('e'), text: 'Hi', metadata: 'cim:x' }))
    await connector.handleWebhook(webhook({ message: { mid: 7, text: [] } }))
    await connector.handleWebhook(
      echoWebhook({ mid: mid('f'), text: 'Hi', attachments: 'none', metadata: {} }),
    )
    await connector.handleCim(plain('one', '**bold**', { intent: 'REPLY_TO' }))
    await connector.handleWebhook({
      object: 'page',
      entry: [{ id: pageId, changes: [{ field: 'feed' }] }],
    })
    const named = events.map(({ type, ...event }) => ({
      type,
      pageId: event.pageId,
      psid: event.psid,
    }))
    const sides = named.filter(({ psid: customer }) => customer !== '')
    expect(sides.length).toBeGreaterThan(4)
    for (const side of sides) expect(side).toMatchObject(parties)
    expect(named.at(-1)).toEqual({ type: 'skipped', pageId: '', psid: '' })
  })
})

function withText(message: EmittedCimMessage, markdownText: string): EmittedCimMessage {
  return { ...message, body: { type: 'PLAIN', markdownText } }
}

function withAttribute({ header, ...message }: EmittedCimMessage, attribute: object): unknown {
  const { channelData } = header
  const additionalAttributes = [...channelData.additionalAttributes, attribute]
  return {
    ...message,
    header: { ...header, channelData: { ...channelData, additionalAttributes } },
  }
}

/** Hooks as a host in plain JavaScript may have them. */
function hooksOf(hooks: object): ConnectorHooks {
  return hooks
}

function textsSent(sent: readonly SendRequest[]): unknown[] {
  return sent.map((request) => 'message' in request && request.message.text)
}
