import { describe, expect, it } from 'vitest'
import { emittedCimMessageSchema } from '../../src/cim/emitted.ts'
import { messengerToCim } from '../../src/inbound/index.ts'
import { contextWith, pageWebhook } from './page-webhook.ts'

const webhook = pageWebhook({ mid: 'm_hello', text: 'Hello' })
const own = { id: '460df46c-adf9-11ed-afa1-0242ac120002', senderName: 'FACEBOOK_CONNECTOR' }

describe('the sender of a message', () => {
  it.each<[string, object, object]>([
    ['the one that the context names', { id: 'x', name: 'X' }, { id: 'x', senderName: 'X' }],
    ['of its default name where the context gives none', { id: 'x' }, { ...own, id: 'x' }],
    ['the default where the settings of a host are empty', { id: '', name: '' }, own],
  ])('is %s', (_, connector, expected) => {
    const [message] = messengerToCim(webhook, contextWith({ connector })).messages
    expect(message?.header.sender).toEqual({ ...expected, type: 'CONNECTOR' })
    expect(emittedCimMessageSchema.safeParse(message).error).toBeUndefined()
  })
})
