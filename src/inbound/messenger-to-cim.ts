import type { EmittedCimMessage } from '../cim/emitted.ts'
import { parseWebhook } from '../messenger/parse-webhook.ts'
import type { InboundContext } from './context.ts'
import { eventToCim } from './event-to-cim.ts'
import type { InboundTranslation } from './translation.ts'

/**
 * Translates a whole webhook body of Messenger into CIM messages, in order.
 *
 * Pure: the same payload and context always give the same messages with the same ids. Every event ends
 * as at least one message or one entry in `skipped`; one bad event never costs the others.
 *
 * @param payload the parsed JSON body, nothing assumed about it
 * @throws {PayloadError} when it is no webhook body at all
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks
 */
export function messengerToCim(payload: unknown, context: InboundContext = {}): InboundTranslation {
  const { events, skipped } = parseWebhook(payload)
  const first = events[0]
  // Most webhooks hold one event.
  if (events.length === 1 && first !== undefined && skipped.length === 0) {
    return eventToCim(first, context)
  }
  const messages: EmittedCimMessage[] = []
  for (const event of events) {
    const translation = eventToCim(event, context)
    for (const message of translation.messages) messages.push(message)
    for (const one of translation.skipped) skipped.push(one)
  }
  return { messages, skipped }
}
