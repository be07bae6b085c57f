import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type SampleWebhookKind,
  sampleCimMessage,
  sampleCimTypes,
  sampleIds,
  sampleWebhook,
  sampleWebhookKinds,
} from 'messenger-cim/testing'
import type { Sample } from './sample.ts'

const fixtures = join(import.meta.dirname, '../../test/fixtures')

/** Every sample: one of each kind out of the package, and what fixtures show beyond it. */
export function playgroundSamples(): Sample[] {
  return [
    {
      direction: 'webhook',
      group: 'To begin with',
      label: 'a conversation',
      text: jsonOf(conversation()),
    },
    ...sampleWebhookKinds.map(
      (kind): Sample => ({
        direction: 'webhook',
        group: groupOf(kind),
        label: kind,
        text: jsonOf(sampleWebhook(kind)),
      }),
    ),
    ...inbound.map((path) => fixture('webhook', path)),
    ...sampleCimTypes.map(
      (type): Sample => ({
        direction: 'cim',
        group: groups.to.includes(type) ? 'Of an agent or a bot' : 'Of other parts of CX',
        label: type,
        text: jsonOf(sampleCimMessage(type)),
      }),
    ),
    ...outbound.map((path) => fixture('cim', path)),
  ]
}

/** What one kind alone does not show. */
const inbound = [
  'image/three',
  'message/text-and-attachments',
  'message/links-among-words',
  'message/ad-referral',
  'sticker/both-forms',
  'message/several-entries',
  'echo/template-translated',
  'malformed-event/second-of-three',
  'unknown-attachment/new-type',
  'test-shape/top-level',
  'page-change/feed',
  'instagram/message',
]

const outbound = [
  'PLAIN/markdown',
  'PLAIN/long',
  'PLAIN/quote-provider-id',
  'PLAIN/edit',
  'IMAGE/caption',
  'AUDIO/unplayable',
  'BUTTON/quick-replies',
  'BUTTON/four',
  'BUTTON/quick-replies-14',
  'BUTTON/titles-of-20-and-21',
  'BUTTON/payload-of-1001',
  'CAROUSEL/four-buttons',
  'CAROUSEL/eleven-elements',
  'CUSTOM/not-ready',
  'COMMENT/public',
]

const groups = {
  messages: ['message', 'quick-reply', 'reply-to', 'edit', 'postback'],
  receipts: ['reaction', 'delivery', 'read', 'echo'],
  answers: ['order', 'customer-information', 'feedback'],
  to: [
    ...[
      'PLAIN',
      'IMAGE',
      'AUDIO',
      'VIDEO',
      'FILE',
      'STICKER',
      'URL',
      'LOCATION',
      'CONTACT',
      'BUTTON',
    ],
    ...[
      'CAROUSEL',
      'RECEIPT',
      'TEMPLATE',
      'NOTIFICATION',
      'DELIVERYNOTIFICATION',
      'CUSTOM',
      'COMMENT',
    ],
  ],
}

function groupOf(kind: SampleWebhookKind): string {
  if (groups.messages.includes(kind)) return 'What customers write and tap'
  if (groups.receipts.includes(kind)) return 'Receipts, reactions, echoes'
  if (groups.answers.includes(kind)) return 'Carts and forms'
  return isAttachment(kind) ? 'Attachments' : 'Other events'
}

function isAttachment(kind: SampleWebhookKind): boolean {
  const [item] = sampleWebhook(kind).entry[0].messaging
  return 'message' in item
}

function fixture(direction: Sample['direction'], path: string): Sample {
  const [folder, file] =
    direction === 'webhook' ? ['inbound', 'webhook.json'] : ['outbound', 'message.json']
  const text = readFileSync(join(fixtures, folder, path, file), 'utf8').trimEnd()
  return {
    direction,
    group: 'With something special',
    label: path.replace('/', ': ').replaceAll('-', ' '),
    text,
  }
}

/** One webhook with several events of one customer, out of the samples. */
function conversation() {
  const { pageMid } = sampleIds
  const start = 1795382400123
  const picture = sampleWebhook('image').entry[0].messaging[0]
  const items = [
    sampleWebhook('message').entry[0].messaging[0],
    { ...picture, message: { ...picture.message, text: 'This is the lamp:' } },
    sampleWebhook('echo').entry[0].messaging[0],
    sampleWebhook('reaction').entry[0].messaging[0],
    sampleWebhook('location').entry[0].messaging[0],
    sampleWebhook('reply-to', {
      message: { text: 'Can you send it there?', reply_to: { mid: pageMid } },
    }).entry[0].messaging[0],
    sampleWebhook('sticker').entry[0].messaging[0],
    sampleWebhook('read').entry[0].messaging[0],
  ]
  const messaging = items.map((item, index) => ({ ...item, timestamp: start + index * 20_000 }))
  return { object: 'page', entry: [{ id: sampleIds.pageId, time: start + 200_000, messaging }] }
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
