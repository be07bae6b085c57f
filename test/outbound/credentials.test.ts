import { describe, expect, it } from 'vitest'
import { PayloadError, UnsupportedBodyError } from '../../src/errors.ts'
import { cimToMessenger, sendRequestSchema } from '../../src/index.ts'
import { sampleCimMessage, sampleCimTypes } from '../../src/testing/index.ts'
import { envelope } from './messages.ts'
import { messagesOf } from './translate.ts'

const secret = 'https://agent:hidden@cx.example.com/lamp.png'
const link = { type: 'web_url', title: 'Open' }

/** Each place for an address of its own: what it is called, a body with the address there, and the path below it. */
function bodiesWith(address: string): [string, object, string[]][] {
  return [
    ['a medium', { type: 'IMAGE', attachment: { mediaUrl: address } }, ['attachment', 'mediaUrl']],
    ['a sticker', { type: 'STICKER', mediaUrl: address }, ['mediaUrl']],
    ['a link', { type: 'URL', mediaUrl: address, markdownText: 'Look' }, ['mediaUrl']],
    [
      'a button',
      { type: 'BUTTON', markdownText: 'Look', buttons: [{ ...link, payload: address }] },
      ['buttons', '0'],
    ],
    [
      "a button's details",
      { type: 'BUTTON', buttons: [{ ...link, additionalButtonDetails: { url: address } }] },
      ['buttons', '0'],
    ],
    [
      "a place's website",
      {
        type: 'LOCATION',
        location: { latitude: 31.52, longitude: 74.36 },
        additionalDetails: { url: address },
      },
      ['additionalDetails', 'url'],
    ],
    [
      "a contact's website",
      {
        type: 'CONTACT',
        contacts: [{ name: 'Sara', additionalContactDetails: { urls: [{ url: address }] } }],
      },
      ['contacts', '0', 'additionalContactDetails', 'urls'],
    ],
    [
      "a card's picture",
      { type: 'CAROUSEL', elements: [{ text: 'Lamp', url: address }] },
      ['elements', '0', 'url'],
    ],
    [
      "a card's tap",
      { type: 'CAROUSEL', elements: [{ text: 'Lamp', defaultAction: { url: address } }] },
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
              { parameterType: 'image', additionalParameterDetails: { image: { link: address } } },
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
            parameters: [{ parameterType: type, additionalParameterDetails: { [type]: address } }],
          },
        ],
      },
      ['components', '0', 'parameters', '0', 'additionalParameterDetails'],
    ]),
    [
      'a ready message',
      {
        type: 'CUSTOM',
        jsonNode: { messenger: { attachment: { type: 'image', payload: { url: address } } } },
      },
      ['jsonNode', 'messenger', 'attachment', 'payload', 'url'],
    ],
  ]
}

describe('an address that holds a password', () => {
  it.each(bodiesWith(secret))(
    'of %s is refused at its path, and is in no error',
    (_, body, path) => {
      const error = errorOf(() => messagesOf(body))
      expect(error).toBeInstanceOf(PayloadError)
      expect(error).toMatchObject({ issues: [{ message: expect.stringContaining('password') }] })
      const [issue] = error instanceof PayloadError ? error.issues : []
      expect(issue?.path.map(String)).toEqual(['body', ...path])
      expect(`${error}${JSON.stringify(error)}`).not.toContain('hidden')
    },
  )

  it.each(['redis', 'amqp', 'ftp', 'postgres'])(
    'and has the scheme %s goes to nobody, and is in no error',
    (scheme) => {
      for (const [name, body] of bodiesWith(`${scheme}://agent:hidden@cx.example.com/lamp.png`)) {
        expect(outcomeOf(envelope(body)), name).not.toContain('hidden')
      }
    },
  )

  it.each(sampleCimTypes)('is in no error and no adjustment, wherever it stands in %s', (type) => {
    const message = sampleCimMessage(type)
    for (const address of [secret, 'redis://agent:hidden@cx.example.com/0']) {
      const strings = stringsIn(message)
        .filter((path) => path[0] !== 'id')
        .map((path) => toldOf(withAt(message, path, address)))
      expect(strings.length).toBeGreaterThan(8)
      expect(strings.filter((words) => words.includes('hidden'))).toEqual([])
    }
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

function outcomeOf(message: unknown): string {
  const error = errorOf(() => cimToMessenger(message))
  return `${error}${JSON.stringify(error)}`
}

/** What a log may show. */
function toldOf(message: unknown): string {
  try {
    return JSON.stringify(cimToMessenger(message).adjustments)
  } catch (error) {
    return error instanceof UnsupportedBodyError
      ? error.message
      : `${error}${JSON.stringify(error)}`
  }
}

type Path = readonly string[]

function stringsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => stringsIn(child, [...path, key]))
}

function withAt(value: unknown, [key, ...rest]: Path, replaced: string): unknown {
  if (key === undefined) return replaced
  const copy = structuredClone(value)
  return Array.isArray(copy)
    ? copy.map((child, index) => (String(index) === key ? withAt(child, rest, replaced) : child))
    : { ...Object(copy), [key]: withAt(Object(copy)[key], rest, replaced) }
}

function errorOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
