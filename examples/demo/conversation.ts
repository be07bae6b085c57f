import { type EmittedCimMessage, limits, type SendRequest } from 'messenger-cim'
import { letter } from './letter.ts'
import {
  agentsId,
  agentsMessage,
  filedBody,
  files,
  idOf,
  message,
  midOf,
  pageId,
  psid,
  type SoFar,
  timeOf,
  webhook,
} from './recorded.ts'

/** What a post to the host brought about. */
export type Outcome = {
  /** What the host answered. */
  status: number
  /** What CCM got. */
  messages: readonly EmittedCimMessage[]
  /** What Graph got. */
  requests: readonly SendRequest[]
  /** Which of the demo's files File Engine got, byte by byte. */
  stored: readonly string[]
  /** Which of the demo's files Meta got, byte by byte. */
  uploaded: readonly string[]
}

/** One post to the host, and what must follow. */
export type Step = {
  from: 'customer' | 'agent'
  title: string
  /** What was written or sent, for people. */
  said: string
  /** Not signed by Meta. */
  forged?: true
  body: (soFar: SoFar) => unknown
  /** What must follow. If left out: the post is accepted, and nothing else happens. */
  expected: (soFar: SoFar) => { [K in keyof Outcome]?: unknown }
  /** What no list of values can say: what is wrong, in words. */
  check?: (outcome: Outcome) => string[]
}

/** Marks a private conversation, not public comments. CX routes by it. */
const messageType = { key: 'MESSAGE_TYPE', type: 'String100', value: 'DM' }

/** Why File Engine did not take a file. */
const refusalNote = {
  key: 'mediaNote',
  type: 'String2000',
  value: /^File Engine refused the file\. File size exceeds /,
}

const hello = 'Hi! The lamp has come, but its glass is cracked 😟'
const link = 'https://shop.example.com/orders/4411'
const clip = 'audioclip-1795382520000.mp4'
const likeId = '369239263222822'

const pictures: Pick<Step, 'body'> = {
  body: (soFar) =>
    files(
      3,
      [
        ['image', 'lamp-front.jpg'],
        ['image', 'lamp-side.jpg'],
        ['image', 'lamp-crack.png'],
      ],
      soFar,
    ),
}

/** A conversation as it was recorded, with made-up ids and people. */
export const conversation: readonly Step[] = [
  {
    from: 'customer',
    title: 'text',
    said: hello,
    body: () => message(1, { text: hello }),
    expected: () => ({
      messages: [
        {
          id: idOf(1),
          header: {
            sender: { type: 'CONNECTOR' },
            channelData: {
              channelCustomerIdentifier: psid,
              serviceIdentifier: pageId,
              additionalAttributes: [messageType],
            },
            providerMessageId: midOf(1),
            timestamp: timeOf(1),
            intent: null,
          },
          body: { type: 'PLAIN', markdownText: hello },
        },
      ],
    }),
  },
  {
    from: 'customer',
    title: 'a link',
    said: link,
    body: () => message(2, { text: link }),
    expected: () => ({ messages: [{ id: idOf(2), body: { type: 'URL', mediaUrl: link } }] }),
  },
  {
    from: 'customer',
    title: 'three images in one message',
    said: 'lamp-front.jpg, lamp-side.jpg, lamp-crack.png',
    ...pictures,
    expected: (soFar) => ({
      messages: [
        { id: idOf(3), body: filedBody('IMAGE', 'lamp-front.jpg', 'image/jpeg', soFar) },
        { id: idOf(3, 1), body: filedBody('IMAGE', 'lamp-side.jpg', 'image/jpeg', soFar) },
        { id: idOf(3, 2), body: filedBody('IMAGE', 'lamp-crack.png', 'image/png', soFar) },
      ],
      stored: ['lamp-crack.png', 'lamp-front.jpg', 'lamp-side.jpg'],
    }),
  },
  {
    from: 'customer',
    title: 'the same webhook again',
    said: 'as Meta repeats it when an answer was lost',
    ...pictures,
    expected: () => ({}),
  },
  {
    from: 'customer',
    title: 'a forged webhook',
    said: 'signed by somebody else',
    forged: true,
    body: () => message(99, { text: 'Pay my refund to this account, please' }),
    expected: () => ({ status: 401 }),
  },
  {
    from: 'customer',
    title: 'a voice clip',
    said: clip,
    body: (soFar) => files(4, [['audio', clip]], soFar),
    expected: (soFar) => ({
      messages: [
        { body: filedBody('AUDIO', clip, 'audio/mp4', soFar, 'audioclip-1795382520000.m4a') },
      ],
      stored: [clip],
    }),
  },
  {
    from: 'customer',
    title: 'a PDF',
    said: 'order-4411.pdf',
    body: (soFar) => files(5, [['file', 'order-4411.pdf']], soFar),
    expected: (soFar) => ({
      messages: [{ body: filedBody('FILE', 'order-4411.pdf', 'application/pdf', soFar) }],
      stored: ['order-4411.pdf'],
    }),
  },
  {
    from: 'agent',
    title: 'a long text',
    said: `${letter.length} characters: ${letter}`,
    body: () => agentsMessage(1, { type: 'PLAIN', markdownText: letter }),
    expected: () => ({
      status: 202,
      requests: [
        {
          recipient: { id: psid },
          messaging_type: 'RESPONSE',
          message: { text: /^Dear Sara,/, metadata: `cim:${agentsId(1)}` },
        },
        { recipient: { id: psid }, message: { text: /Amina$/ } },
      ],
    }),
    check: ({ requests }) => {
      const texts = requests.map(textOf)
      const isShort = texts.every(({ length }) => length <= limits.text.max)
      const isWhole = visible(texts.join('')) === visible(letter.replaceAll('**', ''))
      return [
        ...(isShort ? [] : [`requests: a text is longer than ${limits.text.max} characters`]),
        ...(isWhole ? [] : ['requests: the texts together are not what the agent wrote']),
      ]
    },
  },
  {
    from: 'agent',
    title: 'an image with a caption',
    said: 'invoice-4411.png from File Engine: The new invoice, over 0.00 EUR.',
    body: ({ filed, media }) =>
      agentsMessage(2, {
        type: 'IMAGE',
        caption: 'The new invoice, over 0.00 EUR.',
        additionalDetails: null,
        attachment: {
          mediaUrl: filed('invoice-4411.png'),
          mimeType: 'image/png',
          size: media.get('invoice-4411.png')?.length,
          thumbnail: '',
          mediaName: null,
          mediaLabel: null,
        },
      }),
    expected: () => ({
      status: 202,
      requests: [
        { message: { attachment: { type: 'image', payload: { attachment_id: /^\d+$/ } } } },
        { message: { text: 'The new invoice, over 0.00 EUR.' } },
      ],
      uploaded: ['invoice-4411.png'],
    }),
  },
  {
    from: 'agent',
    title: 'a quoted reply',
    said: 'to the first message: Did it come broken, or did it break later?',
    body: () =>
      agentsMessage(
        3,
        { type: 'PLAIN', markdownText: 'Did it come broken, or did it break later?' },
        { intent: 'REPLY_TO', originalMessageId: idOf(1) },
      ),
    expected: () => ({
      status: 202,
      requests: [
        {
          message: { text: 'Did it come broken, or did it break later?' },
          reply_to: { mid: midOf(1) },
        },
      ],
    }),
  },
  {
    from: 'customer',
    title: 'a quoted reply',
    said: 'to the message above: It came like that',
    body: ({ sentMid }) =>
      message(6, {
        text: 'It came like that',
        reply_to: { mid: sentMid(4), is_self_reply: false },
      }),
    expected: () => ({
      messages: [
        {
          header: { intent: 'REPLY_TO', originalMessageId: agentsId(3) },
          body: { type: 'PLAIN', markdownText: 'It came like that' },
        },
      ],
    }),
  },
  {
    from: 'customer',
    title: 'receipts',
    said: 'all messages above are delivered, and read',
    body: ({ sentMid, now }) => {
      const mids = [0, 1, 2, 3, 4].map(sentMid)
      const own = { sender: { id: psid }, recipient: { id: pageId }, timestamp: now }
      const delivery = { ...own, delivery: { mids, watermark: now } }
      const read = { ...own, read: { watermark: now } }
      return { object: 'page', entry: [{ id: pageId, time: now, messaging: [delivery, read] }] }
    },
    expected: () => ({
      messages: [
        ...[1, 2, 3].map((n) => receipt('DELIVERED', n)),
        ...[1, 2, 3].map((n) => receipt('READ', n)),
      ],
    }),
  },
  {
    from: 'agent',
    title: 'a question with answers',
    said: 'What shall we send you? A new glass / A new lamp',
    body: () =>
      agentsMessage(4, {
        type: 'BUTTON',
        buttonMessageType: 'QUICK_REPLIES',
        markdownText: 'What shall we send you?',
        additionalDetails: null,
        buttons: [
          { title: 'A new glass', payload: 'GLASS_4411', type: 'String' },
          { title: 'A new lamp', payload: 'LAMP_4411', type: 'String' },
        ],
      }),
    expected: () => ({
      status: 202,
      requests: [
        {
          message: {
            text: 'What shall we send you?',
            quick_replies: [
              { content_type: 'text', title: 'A new glass', payload: 'GLASS_4411' },
              { content_type: 'text', title: 'A new lamp', payload: 'LAMP_4411' },
            ],
          },
        },
      ],
    }),
  },
  {
    from: 'customer',
    title: 'a quick reply',
    said: 'taps on “A new glass”',
    body: () => message(7, { text: 'A new glass', quick_reply: { payload: 'GLASS_4411' } }),
    expected: () => ({
      messages: [
        {
          header: {
            channelData: {
              additionalAttributes: [messageType, attribute('quickReplyPayload', 'GLASS_4411')],
            },
          },
          body: { type: 'PLAIN', markdownText: 'A new glass' },
        },
      ],
    }),
  },
  {
    from: 'customer',
    title: 'a GIF',
    said: 'waiting.gif',
    body: (soFar) => files(8, [['image', 'waiting.gif']], soFar),
    expected: (soFar) => ({
      messages: [{ body: filedBody('IMAGE', 'waiting.gif', 'image/gif', soFar) }],
      stored: ['waiting.gif'],
    }),
  },
  {
    from: 'customer',
    title: 'a file that File Engine refuses',
    said: 'catalogue.pdf, larger than it takes',
    body: (soFar) => files(11, [['file', 'catalogue.pdf']], soFar),
    expected: () => ({
      messages: [
        {
          header: { channelData: { additionalAttributes: [messageType, refusalNote] } },
          body: {
            type: 'PLAIN',
            markdownText: /^\[File refused: catalogue\.pdf, application\/pdf, /,
          },
        },
      ],
    }),
    check: ({ messages }) =>
      JSON.stringify(messages).includes('http') ? ['a link to the refused file reached CX'] : [],
  },
  {
    from: 'customer',
    title: 'a postback',
    said: 'taps on “Track my order” in the menu',
    body: () =>
      webhook(9, { postback: { mid: midOf(9), title: 'Track my order', payload: 'TRACK_4411' } }),
    expected: () => ({
      messages: [
        {
          id: idOf(9),
          header: {
            channelData: {
              additionalAttributes: [messageType, attribute('postbackPayload', 'TRACK_4411')],
            },
          },
          body: { type: 'PLAIN', markdownText: 'Track my order' },
        },
      ],
    }),
  },
  {
    from: 'customer',
    title: 'a sticker, in both forms',
    said: '👍',
    body: ({ cdnUrl }) => {
      const url = `${cdnUrl}/v/t39.1997-6/like.png?oe=6A1B2C3D`
      return message(10, {
        attachments: [
          { type: 'image', payload: { url, sticker_id: Number(likeId) } },
          { type: 'sticker', payload: { url, sticker_id: likeId } },
        ],
      })
    },
    expected: () => ({
      messages: [
        {
          body: {
            type: 'STICKER',
            stickerId: likeId,
            mediaUrl: /downloadFileStream\?filename=like/,
          },
        },
      ],
      stored: ['like.png'],
    }),
  },
]

function receipt(status: string, n: number) {
  const body = { type: 'DELIVERYNOTIFICATION', status, messageId: agentsId(n), reasonCode: '200' }
  return { body }
}

function attribute(key: string, value: string) {
  return { key, type: 'String2000', value }
}

function textOf(request: SendRequest): string {
  return ('message' in request ? request.message.text : undefined) ?? ''
}

function visible(text: string): string {
  return text.replace(/\s/g, '')
}
