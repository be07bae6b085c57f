import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/explain/index.ts'
import {
  sampleCimMessage,
  sampleCimTypes,
  sampleIds,
  sampleWebhook,
  sampleWebhookKinds,
} from '../../src/testing/index.ts'
import { mutated } from '../mutations.ts'

const { psid, pageId, mid } = sampleIds
const item = {
  sender: { id: psid },
  recipient: { id: pageId },
  timestamp: 1795382400123,
  message: { mid, text: 'Hello' },
}

describe('explain', () => {
  it('takes an event as the documentation shows it, and explains its parts', () => {
    const explanation = explain(item)
    expect(explanation).toMatchObject({
      kind: 'webhook',
      events: [{ path: '', kind: 'message', messages: [{ path: 'message.text' }], skipped: [] }],
    })
  })

  it.each([
    ['an entry', { id: pageId, messaging: [item] }, 'messaging[0].message.text'],
    [
      'a list of entries in a webhook',
      { object: 'page', entry: [{ messaging: [item] }] },
      'entry[0].messaging[0].message.text',
    ],
    ['the body of the Test button', { field: 'messages', value: item }, 'value.message.text'],
    [
      'a record of a log',
      { level: 30, body: { object: 'page', entry: [{ messaging: [item] }] } },
      'body.entry[0].messaging[0].message.text',
    ],
  ])('takes %s', (_, input, path) => {
    expect(explain(input)).toMatchObject({ events: [{ messages: [{ path }] }] })
  })

  it.each(sampleWebhookKinds)('takes a bare %s for what it is in its webhook', (kind) => {
    const whole = sampleWebhook(kind)
    const [alone, within] = [explain(whole.entry[0].messaging[0]), explain(whole)]
    const kindsOf = (explanation: typeof alone) =>
      explanation.kind === 'webhook'
        ? explanation.events.map((event) => [event.kind, event.messages.length])
        : explanation
    expect(kindsOf(alone)).toEqual(kindsOf(within))
  })

  it('takes a list, and counts what is in it', () => {
    const explanation = explain([sampleWebhook('read'), sampleCimMessage('PLAIN'), 7])
    expect(explanation).toMatchObject({
      kind: 'several',
      parts: [{ path: '[0]' }, { path: '[1]' }, { path: '[2]' }],
      summary: { read: 2, unreadable: 1, skipped: { 'unresolved-message': 1 }, requests: 1 },
    })
    expect(explanation).toMatchObject({
      parts: [
        { explanation: { events: [{ path: '[0].entry[0].messaging[0]' }] } },
        { explanation: { requests: [{ path: '[1].body.markdownText' }] } },
        { explanation: { problems: [{ path: '[2]' }] } },
      ],
    })
  })

  it('names what is wrong with an event, with its place in the input', () => {
    const wrong = { ...item, sender: {} }
    expect(explain(wrong)).toMatchObject({
      events: [
        {
          skipped: [
            { reason: 'malformed-event', path: 'sender', detail: 'sender.id: expected an id' },
          ],
        },
      ],
    })
    const body = { object: 'page', entry: [{ messaging: [item, wrong] }] }
    expect(explain(body)).toMatchObject({
      events: [{}, { skipped: [{ path: 'entry[0].messaging[1].sender' }] }],
    })
  })

  it.each([
    ['instagram', 'Instagram'],
    ['whatsapp_business_account', 'WhatsApp'],
  ])('says that a webhook of %s is not one of Messenger, and where', (object, product) => {
    const { problems } = explain({
      object,
      entry: [{ id: '1', changes: [{ field: 'messages', value: {} }] }],
    })
    expect(problems).toMatchObject([{ path: 'object' }])
    expect(problems[0]?.what).toContain(product)
    expect(problems[0]?.right).toContain('"page"')
  })

  it('says where CX would refuse a message of a connector', () => {
    const attribute = { key: 'a', type: 'Text', value: 'b' }
    const message = sampleCimMessage('PLAIN', {
      header: {
        sender: { type: 'CONNECTOR' },
        channelData: { additionalAttributes: [attribute] },
      },
    })
    const explanation = explain(message)
    expect(explanation).toMatchObject({ kind: 'cim-message', direction: 'to-cx', requests: [] })
    expect(explanation.problems).toMatchObject([
      { path: 'header.channelData.additionalAttributes[0].type' },
    ])
    expect(explanation.problems[0]?.what).toMatch(
      /^CX would refuse this message: Expected .*String2000/,
    )
  })

  it('names what a CIM message lacks, and what should hold it', () => {
    const { id, body } = sampleCimMessage('PLAIN')
    expect(explain({ id, body, header: {} })).toMatchObject({
      kind: 'unreadable',
      problems: [{ path: 'header', what: expect.stringMatching(/^`channelData` is missing/) }],
    })
  })

  it.each<[string, unknown, RegExp]>([
    ['a request of the Send API', { recipient: { id: psid }, message: { text: 'Hi' } }, /Send API/],
    [
      'an answer of the Send API',
      { recipient_id: psid, message_id: mid },
      /answer of the Send API/,
    ],
    ['an error of the Graph API', { error: { code: 100 } }, /error of the Graph API/],
    ['settings of CX', { connectorConfigurations: [] }, /settings that CX posts/],
    ['a body alone', { type: 'PLAIN', markdownText: 'Hi' }, /without the message around it/],
    ['a message alone', { mid, text: 'Hi' }, /without the event around it/],
    ['other JSON', { name: 'messenger-cim' }, /neither/],
    ['null', null, /null/],
    ['an empty list', [], /empty list/],
    ['nothing', undefined, /nothing/],
  ])('says of %s what it is, and what would be right', (_, input, what) => {
    const explanation = explain(input)
    expect(explanation.kind).toBe('unreadable')
    expect(explanation.problems).toHaveLength(1)
    expect(explanation.problems[0]?.what).toMatch(what)
    expect(explanation.problems[0]?.right).toMatch(/\w/)
  })

  it('knows every message where it may assume a log', () => {
    expect(explain(sampleWebhook('read'))).toMatchObject({ events: [{ messages: [] }] })
    expect(explain(sampleWebhook('read'), { assumeLog: true })).toMatchObject({
      events: [{ messages: [{ message: { body: { status: 'READ' } } }], skipped: [] }],
    })
    const quote = { header: { intent: 'REPLY_TO', originalMessageId: 'x' } }
    const message = sampleCimMessage('PLAIN', quote)
    expect(explain(message)).toMatchObject({
      adjustments: expect.arrayContaining([
        expect.objectContaining({ kind: 'quote-unresolved', path: 'header.originalMessageId' }),
      ]),
    })
    expect(explain(message, { assumeLog: true })).toMatchObject({
      conversation: { customer: [{ quotes: 'm_x' }] },
    })
  })

  it('shows the customer what the agent does not get', () => {
    const explanation = explain(sampleWebhook('echo'))
    expect(explanation).toMatchObject({
      events: [{ messages: [], skipped: [{ reason: 'echo' }] }],
      conversation: {
        agent: [],
        customer: [{ side: 'business', content: { kind: 'text', text: 'It leaves today.' } }],
      },
    })
  })

  it('says that the customer may read in the text what cannot be tapped', () => {
    const buttons = [{ title: 'Shop', type: 'web_url', payload: 'https://shop.example.com' }]
    const message = sampleCimMessage('BUTTON', {
      body: { buttonMessageType: 'QUICK_REPLIES', buttons },
    })
    expect(explain(message)).toMatchObject({
      adjustments: [{ kind: 'buttons-dropped', why: expect.stringContaining('in the text') }],
      conversation: {
        customer: [
          { content: { text: expect.stringContaining('Shop: https://shop.example.com') } },
        ],
      },
    })
  })

  it('shows each side its own form of a carousel and of quick replies', () => {
    const buttons = ['One', 'Two', 'Three', 'Four'].map((title) => ({
      title,
      type: 'postback',
      payload: title,
    }))
    expect(explain(sampleCimMessage('BUTTON', { body: { buttons } }))).toMatchObject({
      adjustments: [{ kind: 'buttons-as-quick-replies', path: 'body.buttons' }],
      conversation: {
        agent: [{ content: { kind: 'buttons', buttons: [{ title: 'One' }, {}, {}, {}] } }],
        customer: [{ content: { kind: 'text' }, quickReplies: ['One', 'Two', 'Three', 'Four'] }],
      },
    })
    expect(explain(sampleCimMessage('CAROUSEL'))).toMatchObject({
      conversation: {
        agent: [
          {
            content: { kind: 'cards', cards: [{ title: 'Blue lamp', subtitle: '39.90 EUR' }, {}] },
          },
        ],
        customer: [{ content: { kind: 'cards', cards: [{ title: 'Blue lamp' }, {}] } }],
      },
    })
  })

  it('never throws, whatever it is given', () => {
    const samples: unknown[] = [
      ...sampleWebhookKinds.map((kind) => sampleWebhook(kind)),
      ...sampleCimTypes.map((type) => sampleCimMessage(type)),
      item,
    ]
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: mutated(samples) }, fc.jsonValue()), (input) => {
        expect(explain(input, { assumeLog: true }).kind).toMatch(
          /webhook|cim-message|several|unreadable/,
        )
      }),
      { numRuns: 2000 },
    )
  })

  it('says of lists within lists without end that they are no input', () => {
    let deep: unknown = []
    for (let level = 0; level < 100_000; level += 1) deep = [deep]
    const endless: unknown[] = []
    endless.push(endless)
    for (const input of [deep, endless]) {
      expect(JSON.stringify(explain(input))).toContain('lists within lists')
    }
    expect(explain([[[item]]])).toMatchObject({ summary: { read: 1 } })
  })

  it('takes what is nested as deep as anybody likes', () => {
    let deep: unknown = []
    for (let level = 0; level < 3000; level += 1) deep = [deep]
    const body = {
      object: 'page',
      entry: [
        { messaging: [{ ...item, message: { mid, attachments: [{ type: 'x', payload: deep }] } }] },
      ],
    }
    expect(explain(body)).toMatchObject({ kind: 'webhook', events: [{ messages: [{}] }] })
  })
})
