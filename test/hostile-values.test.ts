import { describe, expect, it } from 'vitest'
import { parseCimMessage } from '../src/cim/message.ts'
import { isMessengerCimError, PayloadError } from '../src/errors.ts'
import { messengerToCim } from '../src/inbound/index.ts'
import { parseWebhook } from '../src/messenger/parse-webhook.ts'
import { cimToMessenger } from '../src/outbound/index.ts'

const pageId = '104857600123456'
const levels = 30_000

class Order {
  readonly number = 4411
  #secret = 'none'
  get secret(): string {
    return this.#secret
  }
}

/** Values that a program can pass and JSON cannot hold, or that no JSON of a platform holds. */
const hostile: Readonly<Record<string, () => unknown>> = {
  'a Map': () => new Map([['id', '1']]),
  'a Set': () => new Set(['1']),
  'a Date': () => new Date(0),
  'an invalid date': () => new Date(Number.NaN),
  'a bigint': () => 120208312345678901n,
  'a symbol': () => Symbol('id'),
  'a function': () => () => '1',
  NaN: () => Number.NaN,
  Infinity: () => Number.POSITIVE_INFINITY,
  'a String object': () => new String('text'),
  'an instance of a class': () => new Order(),
  'an object without prototype': () => Object.create(null),
  'a length that is an object': () => ({ length: { toString: 1, valueOf: 1 } }),
  'a length without prototype': () => ({ length: Object.create(null) }),
  'a length that is a bigint': () => ({ length: 5n }),
  'an array with holes': () => new Array(3),
  'a typed array': () => new Uint8Array(3),
  'a getter that throws': () =>
    getters('sender', 'message', 'type', 'text', 'id', 'body', 'messenger'),
  'a cycle': () => {
    const value: Record<string, unknown> = { type: 'PLAIN' }
    value.self = value
    value.messenger = value
    return value
  },
  'a proxy that throws': () => new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse }),
  'a proxy of an array that throws': () => new Proxy([1], { get: refuse }),
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  },
  'deep lists': () => JSON.parse('['.repeat(levels) + ']'.repeat(levels)),
  'deep objects': () => JSON.parse(`${'{"messenger":'.repeat(levels)}1${'}'.repeat(levels)}`),
  'a name of the prototype': () => JSON.parse('{"__proto__":{"type":"PLAIN"},"constructor":1}'),
}

function refuse(): never {
  throw new TypeError('out of reach')
}

function getters(...names: string[]): unknown {
  const getter = { get: refuse, enumerable: true }
  return Object.defineProperties({}, Object.fromEntries(names.map((name) => [name, getter])))
}

const item = {
  sender: { id: '7312345678901234' },
  recipient: { id: pageId },
  timestamp: 1795382400123,
  message: { mid: 'm_1', text: 'Hello', attachments: [{ type: 'image', payload: { url: 'x' } }] },
}
const webhook = { object: 'page', entry: [{ id: pageId, time: 1, messaging: [item] }] }

const message = {
  id: '6d1f8a52-93c4-4e0b-8a77-2b9e5c1d4f60',
  header: {
    sender: { id: '1', type: 'AGENT' },
    channelData: { channelCustomerIdentifier: '7312345678901234', serviceIdentifier: pageId },
  },
  body: { type: 'CUSTOM', jsonNode: { messenger: { text: 'Hi' } } },
}
const template = {
  ...message,
  body: {
    type: 'TEMPLATE',
    name: 'shipped',
    language: { code: 'en' },
    components: [
      {
        type: 'body',
        parameters: [{ parameterType: 'image', additionalParameterDetails: { link: 'x' } }],
      },
    ],
  },
}

type Path = readonly (string | number)[]

function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return [path, ...keys.flatMap((key) => placesIn(Reflect.get(value, key), [...path, key]))]
}

function withAt(value: unknown, [key, ...rest]: Path, hostileValue: unknown): unknown {
  if (key === undefined) return hostileValue
  const copy = Array.isArray(value) ? [...value] : { ...Object(value) }
  copy[key] = withAt(Reflect.get(Object(value), key), rest, hostileValue)
  return copy
}

function outcomeOf(translate: () => unknown): unknown {
  try {
    return translate()
  } catch (error) {
    if (!isMessengerCimError(error)) throw error
    expect(error.message).not.toMatch(/Invalid input|out of reach/)
    return error
  }
}

describe.each(Object.entries(hostile))('%s', (_, make) => {
  it('anywhere in a webhook costs no more than its event', () => {
    const places = placesIn(webhook)
    expect(places.length).toBeGreaterThan(20)
    for (const place of places) {
      const payload = withAt(webhook, place, make())
      outcomeOf(() => messengerToCim(payload))
      const parsed = outcomeOf(() => parseWebhook(payload))
      const isRefused = parsed instanceof PayloadError
      if (isRefused) expect(parsed.subject).toBe('webhook')
      if (place.length > 3) expect(isRefused).toBe(false)
    }
  })

  it('beside a good event leaves it alone', () => {
    const payload = { object: 'page', entry: [{ id: pageId, messaging: [make(), item] }, make()] }
    const texts = messengerToCim(payload).messages.map(({ body }) => body)
    expect(texts).toContainEqual({ type: 'PLAIN', markdownText: 'Hello' })
  })

  it.each([
    ['CUSTOM', message],
    ['TEMPLATE', template],
  ])('anywhere in a CIM message (%s) is read, or refused with its path', (_, whole) => {
    for (const place of placesIn(whole)) {
      const value = withAt(whole, place, make())
      const read = outcomeOf(() => parseCimMessage(value))
      if (read instanceof PayloadError) {
        expect(read.issues.length).toBeGreaterThan(0)
        if (place.length > 0) expect(read.issues[0]?.path[0]).toBe(place[0])
      }
      const sent = outcomeOf(() => cimToMessenger(value))
      if (!(sent instanceof Error)) expect(() => JSON.stringify(sent)).not.toThrow()
    }
  })
})

describe('what a context throws', () => {
  it('is thrown on, whatever the message holds', () => {
    const mine = new RangeError('mine')
    const midOf = () => {
      throw mine
    }
    const quoting = { ...message, header: { ...message.header, replyToMessageId: 'a' } }
    expect(() => cimToMessenger(quoting, { midOf })).toThrow(mine)
    expect(() => messengerToCim(webhook, { profile: midOf })).toThrow(mine)
  })
})

describe('an issue', () => {
  it('names where a value cannot be read', () => {
    const payload = { object: 'page', entry: [{ id: pageId, messaging: [getters('message')] }] }
    expect(messengerToCim(payload).skipped).toMatchObject([
      { reason: 'malformed-event', detail: 'entry[0].messaging[0].message: cannot be read' },
    ])
    expect(outcomeOf(() => parseCimMessage({ ...message, body: getters('type') }))).toMatchObject({
      issues: [{ path: ['body', 'type'], message: 'cannot be read' }],
    })
    const length = { toString: 1 }
    expect(outcomeOf(() => parseWebhook({ object: 'page', entry: { length } }))).toMatchObject({
      issues: [{ path: ['entry', 'length'] }],
    })
  })
})
