import { partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import { parseWebhook } from '../../messenger/parse-webhook.ts'
import type { SkippedEvent } from '../../messenger/skipped.ts'
import { customerKey } from '../customer-queue.ts'
import type { Parts } from '../parts.ts'
import { deliverEvents } from './deliver-events.ts'
import { ownEchoOf } from './own-echo.ts'
import { partiesOfSkipped } from './skipped-parties.ts'
import { createOutcomeRecorder, mergeOutcomes, type WebhookOutcome } from './webhook-outcome.ts'

/** See {@link Connector.handleWebhook}. All work is queued before this first waits, so calls keep their order. */
export async function handleWebhook(payload: unknown, parts: Parts): Promise<WebhookOutcome> {
  const { events, skipped } = parseWebhook(payload)
  const unread = skipped.length === 0 ? [] : [skip(skipped, parts)]
  const receipts = events.filter(isReceipt)
  const messages = events.filter((event) => !isReceipt(event))
  const outcomes = await Promise.all([
    ...perCustomer(messages).map(([customer, own]) =>
      parts.messages.run(customer, () => deliverEvents(own, parts)),
    ),
    ...perCustomer(receipts).map(([customer, own]) =>
      parts.receipts.run(customer, async () => {
        await parts.sends.settled(customer)
        return deliverEvents(own, parts)
      }),
    ),
  ])
  return mergeOutcomes([...unread, ...outcomes])
}

/** The outcome of events that could not be read. */
function skip(skipped: readonly SkippedEvent[], { report }: Parts): WebhookOutcome {
  const recorder = createOutcomeRecorder(report)
  for (const one of skipped) recorder.skip([one], partiesOfSkipped(one))
  return recorder.outcome
}

/**
 * A receipt or echo of a message that CX sent. It can arrive before the response with the message's id, so it waits
 * for sends in progress. Messages of the customer do not wait.
 */
function isReceipt(event: MessengerEvent): boolean {
  return event.kind === 'delivery' || event.kind === 'read' || ownEchoOf(event) !== undefined
}

function perCustomer(events: readonly MessengerEvent[]): [string, MessengerEvent[]][] {
  const lanes = new Map<string, MessengerEvent[]>()
  for (const event of events) {
    const customer = customerKey(partiesOf(event))
    const lane = lanes.get(customer)
    if (lane === undefined) lanes.set(customer, [event])
    else lane.push(event)
  }
  return [...lanes]
}
