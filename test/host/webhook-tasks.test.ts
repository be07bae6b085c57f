import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCimMessage } from '../../src/cim/message.ts'
import { PayloadError } from '../../src/errors.ts'
import { cimTask, webhookTasks } from '../../src/host/webhook-tasks.ts'
import { messengerToCim } from '../../src/index.ts'
import { parseWebhook } from '../../src/messenger/parse-webhook.ts'
import { sampleCimMessage } from '../../src/testing/index.ts'

const fixtures = join(import.meta.dirname, '../fixtures/inbound')
const [pageId, psid] = ['104857600123456', '7312345678901234']
const from = { sender: { id: psid }, recipient: { id: pageId } }
const to = { sender: { id: pageId }, recipient: { id: psid } }

describe('the tasks of a webhook', () => {
  it.each(globSync('*/*/webhook.json', { cwd: fixtures }))('are all of %s, and no more', (path) => {
    const payload: unknown = JSON.parse(readFileSync(join(fixtures, path), 'utf8'))
    const parts = bodiesOf(payload).map(translated)
    const whole = translated(payload)
    expect(parts.flatMap(({ messages }) => messages)).toEqual(whole.messages)
    expect(parts.flatMap(({ skipped }) => skipped).toSorted()).toEqual(whole.skipped.toSorted())
  })

  it('are one for each event, in the lanes of their customers', () => {
    const customers = ['1', '2', '1']
    const entry = customers.map((id, index) => ({
      id: pageId,
      messaging: [{ sender: { id }, recipient: { id: pageId }, message: { mid: `m_${index}` } }],
    }))
    const { tasks } = webhookTasks({ object: 'page', entry }, false)
    expect(tasks.map(({ lane }) => lane)).toEqual(customers.map((id) => `${pageId} ${id}`))
  })

  it('come from all lists of an entry', () => {
    const messaging = [{ ...from, message: { mid: 'm_1', text: 'Hello' } }]
    const standby = [{ ...from, message: { mid: 'm_2', text: 'Hello' } }]
    const changes = [{ field: 'feed', value: {} }]
    const entry = [{ id: pageId, time: 1, messaging, standby, changes }]
    expect(bodiesOf({ object: 'page', entry })).toEqual([
      { object: 'page', entry: [{ id: pageId, time: 1, messaging }] },
      { object: 'page', entry: [{ id: pageId, time: 1, standby }] },
      { object: 'page', entry: [{ id: pageId, time: 1, changes }] },
    ])
  })

  it('keep what waits for sends out of the lane of what the customer writes', () => {
    const messaging = [
      { ...from, message: { mid: 'm_1', text: 'Hello' } },
      { ...from, read: { watermark: 1 } },
      { ...from, delivery: { watermark: 1 } },
      { ...to, message: { mid: 'm_2', is_echo: true } },
    ]
    const { tasks } = webhookTasks({ object: 'page', entry: [{ id: pageId, messaging }] }, false)
    const customer = `${pageId} ${psid}`
    const receipts = `${customer} receipts`
    expect(tasks.map(({ lane }) => lane)).toEqual([customer, receipts, receipts, receipts])
  })

  it.each([[null], ['text'], [[]], [{}], [{ entry: 7 }], [{ object: 'page', entry: [] }]])(
    'are one of all of %j, for the connector to say what is wrong',
    (payload) => {
      expect(webhookTasks(payload, false).tasks).toEqual([
        { kind: 'webhook', lane: '', body: JSON.stringify(payload) },
      ])
    },
  )
})

describe('the task of a message from CX', () => {
  it('is in the lane of the sends to its customer, and holds all of it', () => {
    const message = parseCimMessage(sampleCimMessage('PLAIN'))
    const { serviceIdentifier, channelCustomerIdentifier } = message.header.channelData
    const task = cimTask(message)
    expect(task).toMatchObject({
      kind: 'cim',
      lane: `${serviceIdentifier} ${channelCustomerIdentifier} sends`,
    })
    expect(parseCimMessage(JSON.parse(task.body))).toEqual(message)
  })
})

function bodiesOf(payload: unknown): unknown[] {
  return webhookTasks(payload, false).tasks.map(({ body }): unknown => JSON.parse(body))
}

/** What the package makes of it, but for the places in the body. */
function translated(payload: unknown) {
  try {
    const { messages } = messengerToCim(payload, { echoes: 'translate', standby: 'translate' })
    const skipped = parseWebhook(payload).skipped.map(({ reason, kind, raw }) =>
      JSON.stringify([reason, kind, raw]),
    )
    return { messages, skipped }
  } catch (error) {
    if (error instanceof PayloadError) return { messages: [], skipped: ['PayloadError'] }
    throw error
  }
}
