import { describe, expect, it, vi } from 'vitest'
import { emittedCimMessageSchema } from '../../../src/cim/emitted.ts'
import { createMemoryLog, type LogEntry } from '../../../src/connector/index.ts'
import { GraphError, SendAbortedError } from '../../../src/errors.ts'
import { echoWebhook, mid, createWorld as newWorld, plain, textWebhook } from '../world.ts'

const hungUp = new GraphError('No answer', {
  reason: 'no_response',
  retryable: true,
  possiblyDelivered: true,
})

const long = `${'word '.repeat(500)}end`

/** A Graph that hangs up instead of answering the sends of these numbers. */
function createWorld(lost: readonly number[], { echoWaitMs = 5000, log = createMemoryLog() } = {}) {
  const texts: unknown[] = []
  const world = newWorld({
    echoWaitMs,
    log,
    graph: {
      async send(request) {
        texts.push('message' in request ? request.message.text : request.sender_action)
        if (lost.includes(texts.length)) throw hungUp
        return { messageId: mid(`sent-${texts.length}`) }
      },
    },
  })
  return { ...world, texts }
}

function echo(id: string, name: string) {
  return echoWebhook({ mid: mid(name), metadata: `cim:${id}`, text: 'whatever' })
}

describe('a send of which nobody knows whether it arrived', () => {
  it('counts as sent once its echo comes', async () => {
    const { connector, texts, received, events } = createWorld([1])
    const outcome = connector.handleCim(plain('one'))
    await connector.handleWebhook(echo('one', 'echoed'))
    expect(await outcome).toEqual({
      id: 'one',
      mids: [mid('echoed')],
      adjustments: [],
      repeated: false,
    })
    expect(texts).toHaveLength(1)
    expect(received).toEqual([])
    expect(events.map(({ type }) => type)).toEqual(['uncertain', 'settled', 'skipped'])
    expect(events).toMatchObject([
      { id: 'one', index: 0, of: 1, error: { reason: 'no_response' } },
      { id: 'one', mid: mid('echoed'), index: 0, of: 1 },
      { reason: 'own-echo' },
    ])
  })

  it('is reported to CX as failed without an echo, with words that the customer may have it', async () => {
    const { connector, texts, received } = createWorld([1], { echoWaitMs: 30 })
    await expect(connector.handleCim(plain('one'))).rejects.toBe(hungUp)
    expect(texts).toHaveLength(1)
    const [notification] = received
    emittedCimMessageSchema.parse(notification)
    expect(notification).toMatchObject({
      body: {
        messageId: 'one',
        status: 'FAILED',
        reasonCode: '500',
        markdownText: expect.stringContaining('may have received it'),
      },
    })
  })

  it('holds up nothing else for this customer', async () => {
    const { connector, texts } = createWorld([1], { echoWaitMs: 200 })
    const first = connector.handleCim(plain('one'))
    const ended: string[] = []
    const tracked = first.catch(() => ended.push('one'))
    await connector.handleCim(plain('two'))
    await connector.handleWebhook(textWebhook('a', 'Hello?'))
    ended.push('two')
    await tracked
    expect([texts.length, ended]).toEqual([2, ['two', 'one']])
  })

  it('is not sent again when CX posts it again, neither before nor after it was reported as failed', async () => {
    const { connector, texts } = createWorld([1], { echoWaitMs: 50 })
    const first = connector.handleCim(plain('one'))
    const again = connector.handleCim(plain('one'))
    expect(await again).toMatchObject({ repeated: true })
    await expect(first).rejects.toBe(hungUp)
    expect(await connector.handleCim(plain('one'))).toMatchObject({ repeated: true })
    expect(texts).toHaveLength(1)
  })

  it('has the rest of its message sent once its echo comes', async () => {
    const { connector, texts, received } = createWorld([1])
    const outcome = connector.handleCim(plain('one', long))
    await connector.handleWebhook(echo('one', 'echoed'))
    expect(await outcome).toMatchObject({ mids: [mid('echoed'), mid('sent-2')], repeated: false })
    expect(texts).toHaveLength(2)
    expect(received).toEqual([])
  })

  it('is settled by the echo of that very request', async () => {
    const { connector, texts, received } = createWorld([2], { echoWaitMs: 100 })
    const outcome = connector.handleCim(plain('one', long))
    await connector.handleWebhook(echo('one', 'of the first'))
    await expect(outcome).rejects.toBeInstanceOf(SendAbortedError)
    expect(received).toMatchObject([{ body: { status: 'FAILED' } }])
    expect(texts).toHaveLength(2)

    const second = createWorld([2])
    const settled = second.connector.handleCim(plain('one', long))
    await second.connector.handleWebhook(echo('one#1', 'of the second'))
    expect(await settled).toMatchObject({ repeated: false })
    expect(second.received).toEqual([])
  })

  it('is settled by an echo that another process has put into the log', async () => {
    const log = createMemoryLog()
    const { connector, received, events } = createWorld([1], { echoWaitMs: 50, log })
    const outcome = connector.handleCim(plain('one'))
    await vi.waitFor(() => expect(events).toMatchObject([{ type: 'uncertain' }]))
    await log.remember({ cimId: 'one', mid: mid('elsewhere') })
    expect(await outcome).toMatchObject({ mids: [mid('elsewhere')] })
    expect(received).toEqual([])
  })

  it('is settled also when the log does not take the echo', async () => {
    const memory = createMemoryLog()
    const log = {
      ...memory,
      async remember(entry: LogEntry) {
        if (entry.mid !== undefined) throw new Error('the log is down')
        await memory.remember(entry)
      },
    }
    const { connector, texts, received } = createWorld([1], { log })
    const outcome = connector.handleCim(plain('one', long))
    await connector.handleWebhook(echo('one', 'echoed'))
    expect(await outcome).toMatchObject({ repeated: false })
    expect(texts).toHaveLength(2)
    expect(received).toEqual([])
  })

  it('is no matter where it is typing', async () => {
    const { connector, received, events } = createWorld([1])
    const typing = {
      type: 'NOTIFICATION',
      notificationType: 'TYPING_STARTED',
      notificationData: {},
    }
    await expect(connector.handleCim({ ...plain('t'), body: typing })).rejects.toBe(hungUp)
    expect(received).toEqual([])
    expect(events.map(({ type }) => type)).toEqual(['failed'])
  })
})
