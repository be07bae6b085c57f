import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { messengerToCim, PayloadError, parseCimMessage, parseWebhook } from 'messenger-cim'
import { describe, expect, it } from 'vitest'
import { agentsMessage, pageId, psid } from '../../examples/demo/recorded.ts'
import { cimJob, webhookJobs } from '../../examples/express/jobs.ts'

const fixtures = join(import.meta.dirname, '../fixtures/inbound')
const webhooks = globSync('*/*/webhook.json', { cwd: fixtures })

describe('webhookJobs', () => {
  it.each(webhooks)('loses and adds nothing of %s', (path) => {
    const payload: unknown = JSON.parse(readFileSync(join(fixtures, path), 'utf8'))
    const whole = parsed(payload)
    const parts = webhookJobs(payload).map(({ body }) => parsed(JSON.parse(body)))
    expect(parts.flatMap(({ messages }) => messages)).toEqual(whole.messages)
    expect(parts.flatMap(({ skipped }) => skipped).toSorted()).toEqual(whole.skipped.toSorted())
  })

  it('makes a job of each event, in lanes of their customers', () => {
    const customers = ['1', '2', '1']
    const entry = customers.map((id, index) => ({
      id: pageId,
      messaging: [{ sender: { id }, recipient: { id: pageId }, message: { mid: `m_${index}` } }],
    }))
    const jobs = webhookJobs({ object: 'page', entry })
    expect(jobs.map(({ lane }) => lane)).toEqual(customers.map((id) => `${pageId} ${id}`))
  })

  it('takes all lists of an entry apart', () => {
    const from = { sender: { id: psid }, recipient: { id: pageId } }
    const messaging = [{ ...from, message: { mid: 'm_1', text: 'Hello' } }]
    const standby = [{ ...from, message: { mid: 'm_2', text: 'Hello' } }]
    const changes = [{ field: 'feed', value: {} }]
    const entry = [{ id: pageId, time: 1, messaging, standby, changes }]
    const bodies = webhookJobs({ object: 'page', entry }).map(({ body }) => JSON.parse(body))
    expect(bodies).toEqual([
      { object: 'page', entry: [{ id: pageId, time: 1, messaging }] },
      { object: 'page', entry: [{ id: pageId, time: 1, standby }] },
      { object: 'page', entry: [{ id: pageId, time: 1, changes }] },
    ])
  })

  it('keeps what waits for sends out of the way of what the customer writes', () => {
    const from = { sender: { id: psid }, recipient: { id: pageId } }
    const to = { sender: { id: pageId }, recipient: { id: psid } }
    const messaging = [
      { ...from, message: { mid: 'm_1', text: 'Hello' } },
      { ...from, read: { watermark: 1 } },
      { ...from, delivery: { watermark: 1 } },
      { ...to, message: { mid: 'm_2', is_echo: true } },
    ]
    const lanes = webhookJobs({ object: 'page', entry: [{ id: pageId, messaging }] })
    const customer = `${pageId} ${psid}`
    const receipts = `${customer} receipts`
    expect(lanes.map(({ lane }) => lane)).toEqual([customer, receipts, receipts, receipts])
  })

  it.each([[null], ['text'], [[]], [{}], [{ entry: 7 }], [{ object: 'page', entry: [] }]])(
    'makes one job of %j, for the connector to say what is wrong',
    (payload) => {
      expect(webhookJobs(payload)).toEqual([
        { kind: 'webhook', lane: '', body: JSON.stringify(payload) },
      ])
    },
  )
})

describe('cimJob', () => {
  it('has a lane for each customer of a Page', () => {
    const message = parseCimMessage(agentsMessage(1, { type: 'PLAIN', markdownText: 'Hello' }))
    const job = cimJob(message)
    expect(job).toMatchObject({ kind: 'cim', lane: `${pageId} ${psid} sends` })
    expect(parseCimMessage(JSON.parse(job.body))).toEqual(message)
  })
})

/** What the package makes of it; where something stood in the body is left out. */
function parsed(payload: unknown) {
  try {
    const { messages } = messengerToCim(payload, { echoes: 'translate', standby: 'translate' })
    const { skipped } = parseWebhook(payload)
    return {
      messages,
      skipped: skipped.map(({ reason, kind, raw }) => JSON.stringify([reason, kind, raw])),
    }
  } catch (error) {
    if (error instanceof PayloadError) return { messages: [], skipped: ['PayloadError'] }
    throw error
  }
}
