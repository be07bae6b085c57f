import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type * as z from 'zod/mini'
import { contentsOf } from '../../src/messenger/event.ts'
import { readEvent } from '../../src/messenger/read-event.ts'
import { isObject } from '../../src/messenger/reading.ts'
import { usualEvent } from '../../src/messenger/usual-event.ts'
import {
  entrySchema,
  isUsualEntry,
  isUsualWebhook,
  webhookSchema,
} from '../../src/messenger/webhook.ts'
import { mutated } from '../mutations.ts'
import { recordedAt } from '../schema/recorded.ts'

const webhooks = recordedAt('inbound/*/*/webhook.json')
const entries = webhooks.flatMap((webhook) => listAt(webhook, 'entry'))
const items = entries.flatMap((entry) => listAt(entry, 'messaging'))

const envelope = { pageId: '104857600123456', standby: false, entryTime: 1795382401000 }
const party = { id: '1' }
const mid = 'm_1'
const timestamp = 1795382401132
const text = { sender: party, recipient: party, timestamp, message: { mid, text: 'Hello' } }

describe('usualEvent', () => {
  it.each(['message', 'postback', 'delivery', 'read'])(
    'reads recorded items of the kind %s',
    (kind) => {
      expect(items.filter((item) => usual(item)?.kind === kind).length).toBeGreaterThan(0)
    },
  )

  it('reads most of the recorded messages with a text or files', () => {
    const plain = items.filter((item) =>
      /"message":{"mid":"[^"]+","(?:text|attachments)":/.test(JSON.stringify(item)),
    )
    expect(plain.filter((item) => usual(item)).length).toBeGreaterThan(plain.length / 2)
  })

  it('reads what the schema reads, or nothing', () => {
    for (const item of items) expectSame(item)
    fc.assert(fc.property(mutated(items), expectSame), { numRuns: 5000 })
  })

  it.each<[string, unknown]>([
    ['a text', text],
    ['a field that came later', { ...text, nlp: {} }],
    ['a field that came later, in the message', { ...text, message: { ...text.message, nlp: {} } }],
    ['two events', { ...text, postback: { mid, title: 'x', payload: 'y' } }],
    ['an event that came later', { ...text, surprise: {} }],
    ['a text that is absent', { ...text, message: { mid, text: undefined } }],
    ['a message that is absent', { ...text, message: undefined, read: { watermark: timestamp } }],
    ['a time in seconds', { ...text, timestamp: 1795382401 }],
    ['a time that is text', { ...text, timestamp: String(timestamp) }],
    ['a time that is no whole number', { ...text, timestamp: timestamp + 0.5 }],
    ['a time that is absent', { ...text, timestamp: undefined }],
    ['an id that is blank', { ...text, sender: { id: ' ' } }],
    ['an id that is a number', { ...text, sender: { id: 1 } }],
    ['a Page without id', { ...text, recipient: {} }],
    [
      'the name of the prototype',
      JSON.parse(
        '{"sender":{"id":"1"},"recipient":{"id":"1"},"timestamp":1795382401132,"__proto__":{"message":{"mid":"m_1","text":"x"}}}',
      ),
    ],
    [
      'a sender with the name of the prototype',
      { ...text, sender: JSON.parse('{"__proto__":{"id":"1"}}') },
    ],
    ['an echo', { ...text, message: { mid, is_echo: true } }],
    [
      'files',
      {
        ...text,
        message: { mid, attachments: [{ type: 'image', payload: { url: 'https://x' } }] },
      },
    ],
    [
      'a sticker',
      { ...text, message: { mid, attachments: [{ type: 'image', payload: { sticker_id: 1 } }] } },
    ],
    ['files, one of them a hole', { ...text, message: { mid, attachments: new Array(2) } }],
    [
      'mids, one of them a hole',
      { sender: party, recipient: party, delivery: { mids: new Array(2), watermark: timestamp } },
    ],
    [
      'objects of a class',
      {
        ...text,
        message: new (class {
          mid = mid
          text = 'x'
        })(),
      },
    ],
  ])('reads %s as the schema does, or not at all', (_, item) => {
    expectSame(item)
  })
})

describe.each([
  { what: 'a body', isUsual: isUsualWebhook, schema: webhookSchema, values: webhooks },
  { what: 'an entry', isUsual: isUsualEntry, schema: entrySchema, values: entries },
])('$what as nearly all are', ({ isUsual, schema, values }) => {
  function expectUnchanged(value: unknown): void {
    if (isUsual(value)) expect(read(schema, value)).toStrictEqual(value)
  }

  it('is given back by the schema as it is', () => {
    expect(values.filter(isUsual).length).toBeGreaterThan(values.length / 2)
    for (const value of values) expectUnchanged(value)
    fc.assert(fc.property(mutated(values), expectUnchanged))
  })
})

/** The event is the only one in its item, and equal to the schema's to the last key. */
function expectSame(item: unknown): void {
  const event = usual(item)
  if (event === undefined) return
  expect(contentsOf(Object(item))).toEqual({ kinds: [event.kind], unknown: [] })
  expect({ event }).toStrictEqual(readEvent(event.kind, item, envelope))
}

function usual(item: unknown) {
  return isObject(item) ? usualEvent(item, envelope) : undefined
}

function read(schema: z.ZodMiniType, value: unknown): unknown {
  return schema.safeParse(value).data
}

function listAt(value: unknown, key: string): unknown[] {
  const list = isObject(value) ? value[key] : undefined
  return Array.isArray(list) ? list : []
}
