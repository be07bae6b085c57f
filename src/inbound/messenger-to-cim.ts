import type { EmittedCimMessage } from '../cim/emitted.ts'
import { parseWebhook } from '../messenger/parse-webhook.ts'
import type { InboundContext } from './context.ts'
import { eventToCim } from './event-to-cim.ts'
import type { InboundTranslation } from './translation.ts'

/**
 * Translates a whole webhook body of Messenger into CIM messages, in order.
 *
 * Pure: the same payload and context always give the same messages with the same ids. Every event leads to at least one
 * message or one entry in `skipped`. An invalid event does not affect the others.
 *
 * @param payload the parsed JSON body; any value is allowed
 * @throws {PayloadError} when it is not a webhook body at all
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
