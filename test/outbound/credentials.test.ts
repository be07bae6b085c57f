import { describe, expect, it } from 'vitest'
import { PayloadError } from '../../src/errors.ts'
import { sendRequestSchema } from '../../src/index.ts'
import { messagesOf } from './translate.ts'

const secret = 'https://agent:hidden@cx.example.com/lamp.png'
const link = { type: 'web_url', title: 'Open' }

describe('an address that holds a password', () => {
  it.each<[string, object, string[]]>([
    ['a medium', { type: 'IMAGE', attachment: { mediaUrl: secret } }, ['attachment', 'mediaUrl']],
    ['a sticker', { type: 'STICKER', mediaUrl: secret }, ['mediaUrl']],
    ['a link', { type: 'URL', mediaUrl: secret, markdownText: 'Look' }, ['mediaUrl']],
    [
      'a button',
      { type: 'BUTTON', markdownText: 'Look', buttons: [{ ...link, payload: secret }] },
      ['buttons', '0'],
    ],
    [
      "a button's details",
      { type: 'BUTTON', buttons: [{ ...link, additionalButtonDetails: { url: secret } }] },
      ['buttons', '0'],
    ],
    [
      "a card's picture",
      { type: 'CAROUSEL', elements: [{ text: 'Lamp', url: secret }] },
      ['elements', '0', 'url'],
    ],
    [
      "a card's tap",
      { type: 'CAROUSEL', elements: [{ text: 'Lamp', defaultAction: { url: secret } }] },
      ['elements', '0', 'defaultAction', 'url'],
    ],
    [
      "a template's picture",
      {
        type: 'TEMPLATE',
        name: 'order_update',
        language: { code: 'en' },
        components: [
          {
            type: 'header',
            parameters: [
              { parameterType: 'image', additionalParameterDetails: { image: { link: secret } } },
            ],
          },
        ],
      },
      ['components', '0', 'parameters', '0', 'additionalParameterDetails', 'image', 'link'],
    ],
    ...['payload', 'text'].map((type): [string, object, string[]] => [
      `a template's button with a ${type}`,
      {
        type: 'TEMPLATE',
        name: 'order_update',
        language: { code: 'en' },
        components: [
          {
            type: 'button',
            parameters: [{ parameterType: type, additionalParameterDetails: { [type]: secret } }],
          },
        ],
      },
      ['components', '0', 'parameters', '0', 'additionalParameterDetails'],
    ]),
    [
      'a ready message',
      {
        type: 'CUSTOM',
        jsonNode: { messenger: { attachment: { type: 'image', payload: { url: secret } } } },
      },
      ['jsonNode', 'messenger', 'attachment', 'payload', 'url'],
    ],
  ])('of %s is refused at its path, and is in no error', (_, body, path) => {
    const error = errorOf(() => messagesOf(body))
    expect(error).toBeInstanceOf(PayloadError)
    expect(error).toMatchObject({ issues: [{ message: expect.stringContaining('password') }] })
    const [issue] = error instanceof PayloadError ? error.issues : []
    expect(issue?.path.map(String)).toEqual(['body', ...path])
    expect(`${error}${JSON.stringify(error)}`).not.toContain('hidden')
  })

  it('stays where an agent wrote it', () => {
    expect(messagesOf({ type: 'PLAIN', markdownText: secret })).toEqual([{ text: secret }])
    expect(messagesOf({ type: 'URL', mediaUrl: secret, markdownText: secret })).toEqual([
      { text: secret },
    ])
  })

  it('does not stop a file that is uploaded', () => {
    const body = { type: 'IMAGE', attachment: { mediaUrl: secret } }
    expect(messagesOf(body, { attachmentId: () => '77' })).toEqual([
      { attachment: { type: 'image', payload: { attachment_id: '77' } } },
    ])
  })

  it.each([
    ['https://agent:hidden@cx.example.com/a.png', false],
    ['https://agent@cx.example.com/a.png', false],
    ['https:///agent:hidden@cx.example.com/a.png', false],
    ['https://cx.example.com/@agent/a.png', true],
    ['https://cx.example.com?mail=a@example.com', true],
    ['https://cx.example.com#a@example.com', true],
  ])('%s: a request with it is valid: %s', (url, isValid) => {
    const message = { attachment: { type: 'image', payload: { url } } }
    const request = { recipient: { id: '1' }, messaging_type: 'RESPONSE', message }
    expect(sendRequestSchema.safeParse(request).success).toBe(isValid)
  })
})

function errorOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
