import fc from 'fast-check'
import { isVisible } from '../../src/messenger/text.ts'

/** A CIM message around a body, as CX writes it. */
export function envelope(body: unknown, header: object = {}): unknown {
  const channelData = {
    channelCustomerIdentifier: '7312345678901234',
    serviceIdentifier: '104857600123456',
  }
  return {
    id: '6d1f8a52-93c4-4e0b-8a77-2b9e5c1d4f60',
    header: { sender: { id: 'a1', type: 'AGENT' }, channelData, timestamp: '', ...header },
    body,
  }
}

/** Texts with something to see: short and long, with links, Markdown, emoji and line breaks. */
export const texts: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom(
        '**bold** ',
        '[site](https://example.com/a) ',
        'www.example.com ',
        '\n\n',
        '\n- ',
      ),
      fc.constantFrom('\u200b', '\u200b'.repeat(100), '\ufe0f', '⬇️'),
      fc.constantFrom('👩‍👩‍👧‍👦', 'ไทย', 'مرحبا ', '你好。', 'snake_case 5*3*2 ', '<b>&amp;', '…'),
      fc.nat({ max: 2100 }).map((length) => 'x'.repeat(length)),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''))
  .filter(isVisible)

const absent = fc.constantFrom<unknown>(null, undefined, '', '\u200b')
const maybe = (value: fc.Arbitrary<unknown>) => fc.oneof({ arbitrary: value, weight: 3 }, absent)
/** For what a body can hardly do without, so that most messages are sent and some are refused. */
const mostly = (value: fc.Arbitrary<unknown>, odd: fc.Arbitrary<unknown> = absent) =>
  fc.oneof({ arbitrary: value, weight: 40 }, odd)
const text = maybe(texts)
const word = maybe(fc.string({ maxLength: 30 }))
const webAddress = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom('HTTPS://Example.com/Ä b.png', 'https://cx.example.com/a?filename=b c.pdf'),
)
const address = fc.oneof(
  { arbitrary: webAddress, weight: 6 },
  fc.constantFrom('/a.png', 'www.example.com', 'data:x', 'https://'),
  absent,
)
const odd = fc.constantFrom<unknown>(null, '', 'x', Number.NaN)
const amount = mostly(
  fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant('12.5')),
  odd,
)
const degrees = mostly(fc.double({ min: -90, max: 90, noNaN: true }), amount)

const button = fc.record({
  title: text,
  payload: mostly(
    fc.oneof(word, address, fc.constantFrom('+92 42 5550199', '0300 1')),
    fc.constant('x'.repeat(1001)),
  ),
  type: maybe(fc.constantFrom('postback', 'web_url', 'URL', 'phone_number', 'String', 'Web Url')),
  additionalButtonDetails: fc.oneof(
    fc.constant(null),
    fc.record({ sectionTitle: word, description: text, url: address }),
  ),
})
const buttons = maybe(fc.array(button, { maxLength: 16 }))

const attachment = fc.record({
  mediaUrl: mostly(webAddress, address),
  mimeType: maybe(
    fc.constantFrom(
      'image/png',
      'IMAGE/JPEG',
      'audio/ogg; codecs=opus',
      'video/mp4',
      'text/csv',
      'x',
    ),
  ),
  size: maybe(fc.oneof(fc.nat({ max: 26 * 1024 * 1024 }), fc.constantFrom('12', 'x', 1e300))),
  mediaName: word,
})

const media = fc.record({ caption: text, attachment, markdownText: text, additionalDetails: word })
const element = fc.record({
  text,
  url: address,
  buttons,
  defaultAction: maybe(fc.record({ type: word, url: address })),
  additionalCarouselElementDetails: maybe(fc.record({ subtitle: text })),
})

const receipt = fc.record({
  sharable: fc.constantFrom(true, null),
  recipientName: texts,
  merchantName: word,
  orderNumber: mostly(fc.nat()),
  currency: mostly(fc.constant('EUR')),
  paymentMethode: texts,
  timestamp: maybe(fc.constantFrom('1795382400', 1795382400123, '2026-11-22T10:00:00+05:00')),
  elements: maybe(fc.array(fc.record({ title: mostly(texts), price: amount, imageUrl: address }))),
  address: maybe(
    fc.record({ street1: word, city: word, postalCode: word, state: word, country: word }),
  ),
  summary: fc.record({ subtotal: amount, totalCost: amount }),
  adjustments: maybe(fc.array(fc.record({ name: mostly(texts), amount }))),
  markdownText: text,
})

const parameter = fc.record({
  parameterType: mostly(fc.constantFrom('text', 'TEXT', 'payload', 'currency')),
  additionalParameterDetails: fc.oneof(
    word,
    fc.record({ text: mostly(texts), payload: mostly(texts), type: word }),
    fc.jsonValue(),
  ),
})
const component = fc.record({
  type: mostly(fc.constantFrom('header', 'body', 'BUTTON', 'button')),
  parameters: maybe(fc.array(parameter, { maxLength: 3 })),
  additionalComponentDetails: maybe(fc.record({ index: fc.oneof(fc.nat(), word) })),
})

const quickReply = fc.record({
  content_type: fc.constant('text'),
  title: mostly(fc.string({ minLength: 1, maxLength: 20 })),
  payload: fc.string({ minLength: 1 }),
})
const ready = fc.oneof(
  fc.record(
    { text: fc.constant('Choose'), quick_replies: fc.array(quickReply) },
    { requiredKeys: ['text'] },
  ),
  fc.record({ sticker_id: mostly(fc.integer({ min: 1 })), metadata: mostly(fc.constant('x')) }),
  fc.jsonValue(),
)

/** Bodies of every type, mostly as CX writes them. */
const bodies = {
  PLAIN: fc.record({ markdownText: text }),
  IMAGE: media,
  AUDIO: media,
  VIDEO: media,
  FILE: media,
  STICKER: fc.record({
    mediaUrl: address,
    stickerId: maybe(fc.constantFrom('369239263222822', 7, '99999999999999999999', '0', 'wave')),
    markdownText: text,
  }),
  URL: fc.record({ mediaUrl: address, mediaURL: address, markdownText: text }),
  LOCATION: fc.record({
    location: fc.record({ latitude: degrees, longitude: degrees }),
    markdownText: text,
    additionalDetails: maybe(fc.record({ name: word, address: word, url: address })),
  }),
  CONTACT: fc.record({
    contacts: fc.array(
      fc.record({
        name: maybe(fc.record({ formattedName: word, additionalNameDetails: fc.jsonValue() })),
        phones: maybe(fc.array(fc.record({ phone: word }))),
        additionalContactDetails: fc.oneof(
          fc.jsonValue(),
          fc.record({ emails: fc.array(word), org: fc.jsonValue(), addresses: fc.jsonValue() }),
        ),
      }),
    ),
    markdownText: text,
  }),
  BUTTON: fc.record({
    buttonMessageType: maybe(fc.constantFrom('BUTTON', 'QUICK_REPLIES', 'Quick_Replies', 'Button')),
    markdownText: text,
    buttons,
    additionalDetails: maybe(
      fc.record({ interactive: fc.record({ body: fc.record({ text }), header: word }) }),
    ),
  }),
  CAROUSEL: fc.record({ markdownText: text, elements: fc.array(element, { maxLength: 23 }) }),
  RECEIPT: receipt,
  TEMPLATE: fc.record({
    name: mostly(fc.constant('order_update')),
    language: mostly(fc.record({ code: mostly(fc.constant('en')), policy: word })),
    components: maybe(fc.array(component, { maxLength: 4 })),
  }),
  NOTIFICATION: fc.record({ notificationType: maybe(fc.constantFrom('TYPING_STARTED', 'OTHER')) }),
  DELIVERYNOTIFICATION: fc.record({ status: maybe(fc.constantFrom('READ', 'DELIVERED')) }),
  COMMENT: fc.record({
    itemType: mostly(fc.constant('PRIVATE_REPLY'), fc.constant('TEXT')),
    attachment: fc.oneof(fc.constant(null), attachment),
    markdownText: text,
  }),
  CUSTOM: fc.record({ jsonNode: mostly(fc.record({ messenger: ready }), fc.jsonValue()) }),
  OTHER: fc.record({ markdownText: text }),
}

const headers = fc.record({
  sender: fc.constantFrom<unknown>({ type: 'AGENT' }, { type: 'BOT' }, null),
  intent: maybe(fc.constantFrom('REPLY_TO', 'UPDATE', 'NONE')),
  originalMessageId: maybe(fc.uuid()),
  replyToMessageId: maybe(fc.uuid()),
  providerMessageId: maybe(fc.constant('m_AbCdEf0123456789')),
})

/** CIM messages of every type. */
export const cimMessages: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.oneof(
      ...Object.entries(bodies).map(([type, body]) =>
        fc.record({ body }).map((made) => ({ ...made.body, type })),
      ),
    ),
    headers,
  )
  .map(([body, header]) => envelope(body, header))
