import { describe, expect, it } from 'vitest'
import { PayloadError } from '../../src/errors.ts'
import { messengerToCim } from '../../src/inbound/index.ts'
import { contextWith, pageWebhook } from './page-webhook.ts'

const webhook = pageWebhook({
  mid: 'm_two',
  text: 'Two lamps',
  attachments: [{ type: 'image', payload: { url: 'https://scontent.xx.fbcdn.net/a.jpg' } }],
})

const campaign = { key: 'campaign', type: 'String50', value: 'spring' } as const

describe('attributes of a message', () => {
  it('hold those of the host on every message of an event, which the host is shown', () => {
    const kinds: string[] = []
    const { messages } = messengerToCim(webhook, {
      attributes(event) {
        kinds.push(event.kind)
        return [campaign]
      },
    })
    const dm = { key: 'MESSAGE_TYPE', type: 'String100', value: 'DM' }
    expect(messages.map(attributesOf)).toEqual([
      [dm, campaign],
      [dm, campaign],
    ])
    expect(new Set(kinds)).toEqual(new Set(['message']))
  })

  it('leave what the host gave as it was', () => {
    const given = Object.freeze([Object.freeze({ ...campaign })])
    const { messages } = messengerToCim(webhook, { attributes: () => given })
    expect(messages).toHaveLength(2)
    expect(given).toEqual([campaign])
  })

  it.each<[string, unknown, (string | number)[]]>([
    ['an unknown type', [campaign, { ...campaign, type: 'String' }], ['attributes', 1, 'type']],
    [
      'a value that is too long',
      [{ ...campaign, value: 'x'.repeat(2001) }],
      ['attributes', 0, 'value'],
    ],
    ['a value of another kind', [{ ...campaign, value: 7 }], ['attributes', 0, 'value']],
    ['no key', [{ type: 'String50', value: 'x' }], ['attributes', 0, 'key']],
    ['no list', undefined, ['attributes']],
  ])('of the host with %s are named by their path', (_, attributes, path) => {
    const context = contextWith({ attributes: () => attributes })
    const error = errorOf(() => messengerToCim(webhook, context))
    expect(error).toMatchObject({ code: 'payload_invalid', subject: 'options' })
    expect(error.issues.map((issue) => issue.path)).toEqual([path])
    expect(error.message).not.toContain('spring')
  })

  it.each(['', 'x'.repeat(101), 7])('take no message type that CX refuses: %j', (messageType) => {
    const error = errorOf(() => messengerToCim(webhook, contextWith({ messageType })))
    expect(error.issues).toEqual([
      { path: ['messageType'], message: 'expected 1 to 100 characters, or false' },
    ])
  })
})

function attributesOf({ header }: ReturnType<typeof messengerToCim>['messages'][number]) {
  return header.channelData.additionalAttributes
}

function errorOf(translate: () => unknown): PayloadError {
  try {
    translate()
  } catch (error) {
    if (error instanceof PayloadError) return error
    throw error
  }
  throw new Error('it was taken')
}
