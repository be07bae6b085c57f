import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const fixtures = join(import.meta.dirname, '../../test/fixtures')

/** Bodies of webhooks as they come over the wire: recorded ones, without white space. */
export const webhooks = {
  text: compact('inbound/message/text/webhook.json'),
  'three attachments': compact('inbound/image/three/webhook.json'),
  postback: compact('inbound/postback/get-started/webhook.json'),
} as const

/** CIM messages as CX posts them. */
export const cimMessages = {
  PLAIN: compact('outbound/PLAIN/java/message.json'),
  IMAGE: compact('outbound/IMAGE/java/message.json'),
} as const

/** A webhook body with this many text events, each with a mid and a time of its own, 50 to an entry. */
export function batchOf(events: number): string {
  const { object, entry } = JSON.parse(webhooks.text)
  const [{ messaging, ...envelope }] = entry
  const [event] = messaging
  const all = Array.from({ length: events }, (_, index) => ({
    ...event,
    timestamp: event.timestamp + index,
    message: { ...event.message, mid: `${event.message.mid}${index}` },
  }))
  const entries = Array.from({ length: Math.ceil(events / 50) }, (_, index) => ({
    ...envelope,
    messaging: all.slice(index * 50, (index + 1) * 50),
  }))
  return JSON.stringify({ object, entry: entries })
}

function compact(path: string): string {
  return JSON.stringify(JSON.parse(readFileSync(join(fixtures, path), 'utf8')))
}
