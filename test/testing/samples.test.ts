import { describe, expect, it } from 'vitest'
import { bodySchemas } from '../../src/cim/body.ts'
import { parseCimMessage } from '../../src/cim/message.ts'
import { PayloadError } from '../../src/errors.ts'
import { attachmentTypes } from '../../src/messenger/attachment.ts'
import { itemSchemas } from '../../src/messenger/item.ts'
import { parseWebhook } from '../../src/messenger/parse-webhook.ts'
import {
  sampleCimMessage,
  sampleCimTypes,
  sampleIds,
  sampleWebhook,
  sampleWebhookKinds,
} from '../../src/testing/index.ts'

describe('sampleWebhook', () => {
  it('knows every kind of event and every type of attachment', () => {
    const needed = [...Object.keys(itemSchemas()), ...attachmentTypes]
    expect(sampleWebhookKinds).toEqual([...needed, 'quick-reply', 'reply-to'])
  })

  it.each(Object.keys(itemSchemas()).filter(isWebhookKind))('gives one event %s', (kind) => {
    const { events, skipped } = parseWebhook(sampleWebhook(kind))
    expect(skipped).toEqual([])
    expect(events).toMatchObject([{ kind, pageId: sampleIds.pageId }])
  })

  it.each(attachmentTypes)('gives one message with one attachment %s', (type) => {
    const { events } = parseWebhook(sampleWebhook(type))
    expect(events).toMatchObject([{ kind: 'message', message: { attachments: [{ type }] } }])
  })

  it('changes fields to any depth, replaces lists and takes fields away', () => {
    const webhook = sampleWebhook('message', {
      sender: { id: '7399999999999999' },
      message: { mid: undefined, text: 'Hi', commands: [{ name: 'help' }], new_field: 1 },
    })
    const [item] = webhook.entry[0].messaging
    expect(item.sender.id).toBe('7399999999999999')
    expect(item.message).toEqual({ text: 'Hi', commands: [{ name: 'help' }], new_field: 1 })
  })

  it('names the Page of the event in its entry, whichever side the Page is on', () => {
    const other = { id: '104000000000009' }
    expect(sampleWebhook('image', { recipient: other }).entry[0].id).toBe(other.id)
    expect(sampleWebhook('echo', { sender: other }).entry[0].id).toBe(other.id)
    expect(sampleWebhook('read', { recipient: undefined }).entry[0].id).toBe(sampleIds.pageId)
  })

  it('gives a new body each time', () => {
    const webhook = sampleWebhook('image')
    webhook.entry[0].messaging[0].message.text = 'changed'
    webhook.entry[0].messaging[0].message.attachments?.pop()
    expect(sampleWebhook('image')).not.toEqual(webhook)
    expect(sampleWebhook('image').entry[0].messaging[0].message.attachments).toHaveLength(1)
  })

  it('refuses changes that make it an event of another kind', () => {
    const echoed = () => sampleWebhook('message', { message: { is_echo: true } })
    expect(echoed).toThrow('expected an event of kind message')
    expect(() => sampleWebhook('image', { message: { is_echo: true } })).toThrow(PayloadError)
    expect(() => sampleWebhook('echo', { message: { is_echo: undefined } })).toThrow(PayloadError)
    const read = { read: { watermark: 1_795_382_400_000 } }
    expect(() => sampleWebhook('postback', { ...read, postback: undefined })).toThrow(PayloadError)
  })

  it('names the kinds that there are for one that it does not know', () => {
    for (const kind of ['text', 'toString', undefined]) {
      const make = () => Reflect.apply(sampleWebhook, undefined, [kind])
      expect(make).toThrow(/^Invalid options: kind: expected one of message, .*reply-to$/)
      const makeCim = () => Reflect.apply(sampleCimMessage, undefined, [kind])
      expect(makeCim).toThrow(/^Invalid options: type: expected one of PLAIN, /)
    }
  })

  it('refuses changes that leave no event of its kind', () => {
    expect(() => sampleWebhook('message', { sender: undefined })).toThrow(PayloadError)
  })
})

describe('sampleCimMessage', () => {
  it('knows every type of body', () => {
    expect(sampleCimTypes).toEqual(Object.keys(bodySchemas))
  })

  it.each(sampleCimTypes)('gives a message of type %s that reads as it is', (type) => {
    const message = sampleCimMessage(type)
    expect(message.body.type).toBe(type)
    expect(parseCimMessage(message).id).toBe(sampleIds.cimId)
  })

  it('changes fields to any depth', () => {
    const message = sampleCimMessage('FILE', {
      header: { intent: 'REPLY_TO', customer: undefined },
      body: { attachment: { size: 7 } },
    })
    expect(message.header).not.toHaveProperty('customer')
    expect(message.header.intent).toBe('REPLY_TO')
    expect(message.body.attachment).toMatchObject({ size: 7, mimeType: 'application/pdf' })
  })

  it('refuses changes that leave no message, or one of another type', () => {
    expect(() => sampleCimMessage('IMAGE', { body: { attachment: undefined } })).toThrow(
      expect.objectContaining({
        code: 'payload_invalid',
        message: expect.stringContaining('body'),
      }),
    )
    // @ts-expect-error: the type is not to be changed
    expect(() => sampleCimMessage('PLAIN', { body: { type: 'VOICE' } })).toThrow(PayloadError)
  })
})

function isWebhookKind(kind: string): kind is keyof ReturnType<typeof itemSchemas> {
  return kind in itemSchemas()
}
