import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { LimitError, PayloadError, UnsupportedBodyError } from '../../src/errors.ts'
import { limits } from '../../src/messenger/limits.ts'
import { cimToMessenger, type OutboundContext } from '../../src/outbound/index.ts'
import { objectsIn } from '../objects-in.ts'
import { envelope } from './messages.ts'

const root = join(import.meta.dirname, '../fixtures/outbound')
const recorded = globSync('*/*/message.json', { cwd: root })
  .toSorted()
  .map((file) => ({ file, message: JSON.parse(readFileSync(join(root, file), 'utf8')) }))
const plain = { type: 'PLAIN', markdownText: 'Hello' }

describe('a message as others write it', () => {
  it.each(recorded)('translates the same without its nulls: $file', ({ message }) => {
    expect(outcome(withoutNulls(message))).toEqual(outcome(message))
  })

  it.each(recorded)('translates the same with fields that are new: $file', ({ message }) => {
    expect(outcome(withNews(message))).toEqual(outcome(message))
  })

  it.each(['java', 'clean', 'desk'])('translates the same from all: %s', (name) => {
    const { header, body } = JSON.parse(
      readFileSync(join(root, 'PLAIN', name, 'message.json'), 'utf8'),
    )
    expect(cimToMessenger({ id: 'a', header, body })).toEqual(
      cimToMessenger({ ...Object(envelope(plain)), id: 'a', body }),
    )
  })
})

describe('the result', () => {
  it.each(recorded)('is the caller’s own, to change as they like: $file', ({ message }) => {
    for (const context of [{}, { humanAgent: true, midOf: () => 'm_1' }]) {
      const first = new Set(objectsIn(outcome(structuredClone(message), context)))
      const again = objectsIn(outcome(structuredClone(message), context))
      expect(again.filter((one) => first.has(one))).toEqual([])
    }
  })
})

describe('the requests', () => {
  it('carry the id of the CIM message, up to what metadata takes', () => {
    const room = limits.metadata.max - 'cim:'.length
    const [request] = cimToMessenger({ ...Object(envelope(plain)), id: 'i'.repeat(room) }).requests
    expect(request).toMatchObject({ message: { metadata: `cim:${'i'.repeat(room)}` } })
    const tooLong = { ...Object(envelope(plain)), id: 'i'.repeat(room + 1) }
    expect(caught(tooLong)).toMatchObject({ limit: room, actual: room + 1, unit: 'characters' })
    expect(caught(tooLong)).toBeInstanceOf(LimitError)
  })

  it.each(['BOT', 'SYSTEM', 'CUSTOMER', null])('of %s never carry the human agent tag', (type) => {
    const { requests } = cimToMessenger(envelope(plain, { sender: { id: 'x', type } }), {
      humanAgent: true,
    })
    expect(requests).toMatchObject([{ messaging_type: 'RESPONSE' }])
    expect(requests[0]).not.toHaveProperty('tag')
  })

  it('are UPDATE where the context says so', () => {
    const { requests } = cimToMessenger(envelope(plain), { messagingType: 'UPDATE' })
    expect(requests).toMatchObject([{ messaging_type: 'UPDATE' }])
  })

  it('speak for a persona where the context names one', () => {
    const [named] = cimToMessenger(envelope(plain), { personaId: '7' }).requests
    expect(named).toMatchObject({ persona_id: '7' })
    const [unnamed] = cimToMessenger(envelope(plain), { personaId: '' }).requests
    expect(unnamed).not.toHaveProperty('persona_id')
  })

  it('quote by providerMessageId without asking the context', () => {
    const midOf = vi.fn(() => 'm_2')
    const header = { intent: 'REPLY_TO', originalMessageId: 'c1', providerMessageId: 'm_1' }
    const { requests } = cimToMessenger(envelope(plain, header), { midOf })
    expect(requests).toMatchObject([{ reply_to: { mid: 'm_1' } }])
    expect(midOf).not.toHaveBeenCalled()
  })

  it('quote originalMessageId before replyToMessageId, asking the context once', () => {
    const midOf = vi.fn(() => 'm_1')
    const header = { replyToMessageId: 'c2', originalMessageId: 'c1' }
    const { requests } = cimToMessenger(envelope(plain, header), { midOf })
    expect(requests).toMatchObject([{ reply_to: { mid: 'm_1' } }])
    expect(midOf.mock.calls).toEqual([['c1']])
  })

  it.each([2 ** 53, 1.5, {}, [], true, ' '])(
    'are sent whatever ids they can do without: %j',
    (id) => {
      const header = {
        originalMessageId: id,
        replyToMessageId: id,
        providerMessageId: id,
        conversationId: id,
      }
      expect(cimToMessenger(envelope(plain, header))).toEqual(cimToMessenger(envelope(plain)))
      expect(
        cimToMessenger(envelope(plain, { ...header, intent: 'REPLY_TO' })).adjustments,
      ).toMatchObject([{ kind: 'quote-unresolved' }])
    },
  )

  it.each([7, true, [2026, 11, 28], { seconds: 1 }])(
    'are sent whatever stands where nobody looks: %j',
    (odd) => {
      const attachment = { mediaUrl: 'https://cx.example.com/a.png', mimeType: 'image/png' }
      const bodies = [
        [
          { type: 'IMAGE', attachment },
          { attachment: { ...attachment, thumbnail: odd, mediaLabel: odd } },
        ],
        [{ type: 'CAROUSEL', elements: [{ text: 'Lamp' }] }, { carouselMessageType: odd }],
        [
          { type: 'DELIVERYNOTIFICATION', status: 'READ' },
          { messageId: odd, reasonCode: odd },
        ],
        [
          { type: 'TEMPLATE', name: 'a', language: { code: 'en' } },
          { namespace: odd, language: { code: 'en', policy: odd } },
        ],
      ]
      for (const [body, changes] of bodies) {
        expect(cimToMessenger(envelope({ ...body, ...changes }))).toEqual(
          cimToMessenger(envelope({ ...body })),
        )
      }
      const sender = { id: odd, type: odd, senderName: odd }
      expect(cimToMessenger(envelope(plain, { timestamp: odd, sender }))).toEqual(
        cimToMessenger(envelope(plain)),
      )
      expect(cimToMessenger(envelope(plain, { sender: odd }))).toEqual(
        cimToMessenger(envelope(plain)),
      )
    },
  )

  it('say nothing of a quote or an edit where nothing is said', () => {
    const header = { intent: 'UPDATE', replyToMessageId: 'c2' }
    const body = { type: 'NOTIFICATION', notificationType: 'TYPING_STARTED' }
    expect(cimToMessenger(envelope(body, header)).adjustments).toEqual([])
  })

  it('of an edit quote what the context knows, asking it once', () => {
    const midOf = vi.fn(() => 'm_1')
    const header = { intent: 'UPDATE', originalMessageId: 'c1' }
    expect(cimToMessenger(envelope(plain, header), { midOf }).requests).toMatchObject([
      { reply_to: { mid: 'm_1' }, message: { text: 'Hello\n(Edited)' } },
    ])
    expect(midOf.mock.calls).toEqual([['c1']])
  })

  it('ask once when the customer wrote, and only where it matters', () => {
    const customerWroteAt = vi.fn(() => 1_795_296_000_000)
    const [late, inTime] = [1_795_382_400_000, 1_795_382_399_999]
    const long = { type: 'PLAIN', markdownText: 'word '.repeat(900) }
    const tagsAt = (now: number) =>
      cimToMessenger(envelope(long), { humanAgent: true, customerWroteAt, now }).requests.map(
        (request) => 'tag' in request && request.tag,
      )
    expect(tagsAt(late)).toEqual(['HUMAN_AGENT', 'HUMAN_AGENT', 'HUMAN_AGENT'])
    expect(tagsAt(inTime)).toEqual([false, false, false])
    expect(customerWroteAt.mock.calls).toEqual([['7312345678901234'], ['7312345678901234']])
    cimToMessenger(envelope(long), { customerWroteAt, now: late })
    cimToMessenger(envelope(long, { sender: { id: 'x', type: 'BOT' } }), {
      humanAgent: true,
      customerWroteAt,
      now: late,
    })
    expect(customerWroteAt).toHaveBeenCalledTimes(2)
  })

  it('take no mark of an edit that is longer than a text may be', () => {
    const edit = envelope(plain, { intent: 'UPDATE' })
    const room = limits.text.max - '()'.length
    expect(cimToMessenger(edit, { editMark: 'e'.repeat(room) }).requests).toHaveLength(2)
    expect(() => cimToMessenger(edit, { editMark: 'e'.repeat(room + 1) })).toThrow(LimitError)
  })

  it('ask for the id of an upload once', () => {
    const attachmentId = vi.fn(() => undefined)
    const attachment = { mediaUrl: 'https://cx.example.com/a.png', mimeType: 'image/png' }
    const body = { type: 'IMAGE', attachment, caption: 'A lamp' }
    cimToMessenger(envelope(body), { attachmentId })
    expect(attachmentId.mock.calls).toEqual([[attachment.mediaUrl]])
  })
})

describe('bad input', () => {
  it.each([null, 'text', [], {}, { id: 'a' }, envelope(null), envelope({ type: '' })])(
    'is refused with the paths that are wrong: %j',
    (message) => {
      expect(caught(message)).toBeInstanceOf(PayloadError)
    },
  )

  it.each(['', ' \n', '\u200b', '\ufeff\u200d\ufe0f'])(
    'is a text of which nothing can be seen: %j',
    (markdownText) => {
      expect(caught(envelope({ type: 'PLAIN', markdownText }))).toBeInstanceOf(PayloadError)
    },
  )

  it('names type and message of a body that cannot be carried', () => {
    expect(caught(envelope({ type: 'EMAIL', subject: 'secret' }))).toMatchObject({
      bodyType: 'EMAIL',
      messageId: '6d1f8a52-93c4-4e0b-8a77-2b9e5c1d4f60',
    })
    expect(caught(envelope({ type: 'EMAIL' }))).toBeInstanceOf(UnsupportedBodyError)
  })

  it.each([
    [{ text: 5 }, 'body.jsonNode.messenger.text: expected string, received number'],
    [{ sticker_id: '369a' }, 'messenger.sticker_id: expected digits'],
    [
      {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'button',
            text: 'Hi',
            buttons: [{ type: 'phone_number', title: 'Call', payload: '030 123456' }],
          },
        },
      },
      'payload.buttons[0].payload: expected a phone number such as +4930123456',
    ],
    [{ sticker_id: true }, 'messenger.sticker_id: expected number or string, received boolean'],
    [
      { text: 'Hi', quick_replies: [{ content_type: 'location' }] },
      'quick_replies[0].content_type: expected text or user_phone_number or user_email',
    ],
    [
      { attachment: { type: 'image', payload: { url: 5 } } },
      'attachment.payload: url: expected string, received number',
    ],
    [
      { attachment: { type: 'image', payload: { url: 'lamp.png' } } },
      'attachment.payload.url: expected an http or https address',
    ],
    [{ text: 'x'.repeat(2001) }, 'expected at most 2000 characters, received 2001'],
    [{ text: '🙂'.repeat(1001) }, 'expected at most 2000 characters, received 2002'],
    [{ text: 'Hi', quick_replies: [] }, 'expected at least 1 item, received 0'],
    [{ text: 'Hi', txt: 'Hi' }, 'Unrecognized key: "txt"'],
    [{ text: 'Hi', extra: () => 1 }, 'messenger.extra: expected a JSON value'],
    ['Hi', 'body.jsonNode.messenger: expected object, received string'],
  ])('of CUSTOM is described in words: %j', (messenger, words) => {
    expect(String(caught(envelope({ type: 'CUSTOM', jsonNode: { messenger } })))).toContain(words)
  })

  it('is never quoted in an error', () => {
    for (const body of [
      { type: 'HOLOGRAM', markdownText: 'secret' },
      { type: 'CUSTOM', jsonNode: { messenger: { text: 'secret', secret: 1 } } },
      { type: 'IMAGE', attachment: { mediaUrl: 'secret' } },
      { type: 'BUTTON', buttons: [{ payload: 'secret'.repeat(200) }] },
      { type: 'LOCATION', location: { latitude: 'secret1', longitude: 2 } },
    ]) {
      expect(
        String(caught(envelope(body))).replace('Unrecognized key: "secret"', ''),
      ).not.toContain('secret')
    }
  })
})

function outcome(message: unknown, context: OutboundContext = {}): unknown {
  try {
    return cimToMessenger(message, context)
  } catch (error) {
    return error instanceof Error ? error.name : error
  }
}

function caught(message: unknown): unknown {
  try {
    return cimToMessenger(message)
  } catch (error) {
    return error
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, child]) => child !== null)
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutNulls(child)]))
}

/** As a newer CX would write it. Its free-form values are not the model's, and stay. */
function withNews(message: { header: object; body: object }): unknown {
  const news = { version: 7, channelTypeCode: 'FACEBOOK', status: null, tenant: { id: 1 } }
  const header = { ...news, ...message.header }
  return { ...news, ...message, header, body: { ...news, ...message.body } }
}
