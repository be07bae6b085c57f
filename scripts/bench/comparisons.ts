import { createHmac } from 'node:crypto'
import { cimToMessenger, type InboundContext, messengerToCim } from 'messenger-cim'
import { signWebhook, verifySignature } from 'messenger-cim/webhook'
import { goals } from './goals.ts'
import type { Subject } from './measure.ts'
import { batchOf, cimMessages, longText, manyLinks, turns, webhooks } from './samples.ts'

/** A subject beside the least that anybody would have to do for the same input. */
export type Comparison = { what: string; goal: number; subject: Subject; floor: Subject }

const appSecret = '0123456789abcdef0123456789abcdef'

/** A host that knows what it sent: receipts become messages. */
const context: InboundContext = { cimIdOf: (mid) => `5823d7f9-1e4e-4f01-9579-${mid.slice(-12)}` }

/** Everything that is held against a floor without waiting for anything. */
export const comparisons: readonly Comparison[] = [
  inbound('text', goals.inbound),
  inbound('postback', goals.inbound),
  inbound('receipt', goals.inbound),
  inbound('three attachments', goals.threeAttachments),
  inbound('text with one link', goals.oneLink),
  signed('text'),
  signed('postback'),
  signed('receipt'),
  signed('three attachments'),
  signed('text with one link'),
  read('1000 events in one body', [batchOf(1000)], goals.thousandEvents),
  read('64 KB of text with 500 links', [manyLinks], goals.manyLinks),
  outbound('PLAIN'),
  outbound('IMAGE'),
  outbound('BUTTON'),
  renderedAndCut(),
]

function inbound(shape: keyof typeof webhooks, goal: number): Comparison {
  return read(shape, webhooks[shape], goal)
}

function read(what: string, bodies: readonly string[], goal: number): Comparison {
  const [own, floor] = [turns(bodies), turns(bodies)]
  return {
    what: `${what}: parse, read, translate / JSON.parse`,
    goal,
    subject: () => messengerToCim(JSON.parse(own()), context),
    floor: () => JSON.parse(floor()),
  }
}

function signed(shape: keyof typeof webhooks): Comparison {
  const bodies = webhooks[shape].map((body) => {
    const bytes = new TextEncoder().encode(body)
    return { body, bytes, header: signWebhook(bytes, appSecret) }
  })
  const [own, floor] = [turns(bodies), turns(bodies)]
  return {
    what: `${shape}, with signature / HMAC + JSON.parse`,
    goal: goals.signed,
    subject: () => {
      const { body, bytes, header } = own()
      verifySignature(bytes, header, appSecret)
      return messengerToCim(JSON.parse(body), context)
    },
    floor: () => {
      const { body, bytes } = floor()
      createHmac('sha256', appSecret).update(bytes).digest('hex')
      return JSON.parse(body)
    },
  }
}

function outbound(type: keyof typeof cimMessages): Comparison {
  const messages = cimMessages[type].map((body) => JSON.parse(body))
  const [own, floor] = [turns(messages), turns(messages.map((one) => cimToMessenger(one).requests))]
  return {
    what: `${type}: build the requests / JSON.stringify of them`,
    goal: goals.outbound[type],
    subject: () => cimToMessenger(own()),
    floor: () => JSON.stringify(floor()),
  }
}

function renderedAndCut(): Comparison {
  const message = JSON.parse(longText)
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return {
    what: '64 KB of text outbound, rendered and cut / one pass of Intl.Segmenter',
    goal: goals.longText,
    subject: () => cimToMessenger(message),
    floor: () => {
      let last = 0
      for (const { index } of segmenter.segment(message.body.markdownText)) last = index
      return last
    },
  }
}
