import { describe, expect, it } from 'vitest'
import { emittedCimMessageSchema } from '../../src/cim/emitted.ts'
import { type InboundContext, messengerToCim } from '../../src/inbound/index.ts'

const webhook = {
  object: 'page',
  entry: [
    {
      id: '104857600123456',
      time: 1795382400500,
      messaging: [
        {
          sender: { id: '7312345678901234' },
          recipient: { id: '104857600123456' },
          timestamp: 1795382400123,
          message: { mid: 'm_hello', text: 'Hello' },
        },
      ],
    },
  ],
}

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

/** A context as a host in plain JavaScript may give it. */
function contextWith(context: object): InboundContext {
  return context
}
