import { describe, expect, it } from 'vitest'
import { messengerToCim } from '../../src/inbound/index.ts'
import { jsonOf } from '../../src/inbound/json.ts'

const sides = { sender: { id: '7312345678901234' }, recipient: { id: '104857600123456' } }
const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)

describe('jsonOf', () => {
  it('writes a bigint as its digits', () => {
    expect(jsonOf({ id: 120208312345678901n })).toBe('{"id":"120208312345678901"}')
  })

  it.each([
    ['what is nested too deep', deep],
    ['what there is no JSON for', undefined],
  ])('is nothing for %s', (_, value) => {
    expect(jsonOf(value)).toBe('')
  })

  it.each([
    [
      'an attachment',
      { message: { mid: 'm_1', attachments: [{ type: 'new', payload: { deep } }] } },
      '[Unsupported attachment: new]',
    ],
    [
      'an answer',
      {
        messaging_customer_information: {
          screens: [{ responses: [{ key: 'address', value: deep }] }],
        },
      },
      'Customer information\naddress: ',
    ],
  ])('lets %s that is nested too deep cost neither its event nor the next', (_, event, text) => {
    const next = { ...sides, timestamp: 2, message: { mid: 'm_2', text: 'Hello' } }
    const messaging = [{ ...sides, timestamp: 1, ...event }, next]
    const { messages } = messengerToCim({
      object: 'page',
      entry: [{ id: '104857600123456', messaging }],
    })
    expect(messages.map(({ body }) => 'markdownText' in body && body.markdownText)).toEqual([
      text,
      'Hello',
    ])
  })
})
