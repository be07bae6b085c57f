import { createHmac } from 'node:crypto'
import {
  cimMessageId,
  cimToMessenger,
  messengerToCim,
  parseCimMessage,
  parseWebhook,
} from 'messenger-cim'
import { signWebhook, verifySignature } from 'messenger-cim/webhook'
import { goals } from './goals.ts'
import type { Subject } from './measure.ts'
import { cimMessages, webhooks } from './samples.ts'

/** A subject beside the least that anybody would have to do for the same input. */
export type Comparison = { what: string; goal: number; subject: Subject; floor: Subject }

/** What the above consists of, for whoever looks for the dearest part. */
export const parts: Readonly<Record<string, Subject>> = {
  'JSON.parse, text': () => JSON.parse(webhooks.text),
  'JSON.parse + parseWebhook, text': () => parseWebhook(JSON.parse(webhooks.text)),
  'JSON.parse + messengerToCim, text': () => messengerToCim(JSON.parse(webhooks.text)),
  'cimMessageId, of which each message has one': () => cimMessageId(key),
  'JSON.parse, PLAIN': () => JSON.parse(cimMessages.PLAIN),
  'JSON.parse + parseCimMessage, PLAIN': () => parseCimMessage(JSON.parse(cimMessages.PLAIN)),
  'JSON.parse + cimToMessenger, PLAIN': () => cimToMessenger(JSON.parse(cimMessages.PLAIN)),
}

const key = { pageId: '104857600123456', mid: `m_${'Q7vXz2RtYw9LpB4s'.repeat(4)}` }

const appSecret = '0123456789abcdef0123456789abcdef'

/** Everything that is held against a floor. */
export const comparisons: readonly Comparison[] = [
  ...Object.entries(webhooks).flatMap(([name, body]) => [inbound(name, body), signed(name, body)]),
  ...Object.entries(cimMessages).map(([type, body]) => outbound(type, body)),
]

function inbound(name: string, body: string): Comparison {
  return {
    what: `parse, validate, translate: ${name} (${body.length} B) / JSON.parse`,
    goal: goals.inbound,
    subject: () => messengerToCim(JSON.parse(body)),
    floor: () => JSON.parse(body),
  }
}

function signed(name: string, body: string): Comparison {
  const bytes = new TextEncoder().encode(body)
  const header = signWebhook(bytes, appSecret)
  return {
    what: `the same with signature: ${name} / HMAC + JSON.parse`,
    goal: goals.signed,
    subject: () => {
      verifySignature(bytes, header, appSecret)
      return messengerToCim(JSON.parse(body))
    },
    floor: () => {
      createHmac('sha256', appSecret).update(bytes).digest('hex')
      return JSON.parse(body)
    },
  }
}

function outbound(type: string, body: string): Comparison {
  const message = JSON.parse(body)
  const [request] = cimToMessenger(message).requests
  return {
    what: `build one Send request: ${type} / JSON.stringify of it`,
    goal: goals.outbound,
    subject: () => cimToMessenger(message),
    floor: () => JSON.stringify(request),
  }
}
