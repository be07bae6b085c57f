import type { EmittedCimMessage } from '../../cim/emitted.ts'
import type { InboundTranslation } from '../../inbound/index.ts'
import { partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import { errorFacts, isOfHost } from '../connector-event.ts'
import { rehostMedia, withMedia } from '../files/media-in.ts'
import { logKey } from '../log-key.ts'
import type { Parts } from '../parts.ts'
import { learnCustomerWrote } from './customer-wrote.ts'
import { deliverMessage } from './deliver-message.ts'
import { learnEcho } from './own-echo.ts'
import type { Profile } from './profiles.ts'
import { knowEvent } from './translate-event.ts'
import {
  createOutcomeRecorder,
  type OutcomeRecorder,
  type WebhookOutcome,
} from './webhook-outcome.ts'

/**
 * Delivers the messages of one customer's events to CX, one after the other.
 *
 * A message that CX refuses does not stop the others. When CX cannot be reached, the messages after it in the same
 * webhook are not tried and count as failed too, so that a repeated webhook keeps the order.
 */
export async function deliverEvents(
  events: readonly MessengerEvent[],
  parts: Parts,
): Promise<WebhookOutcome> {
  const recorder = createOutcomeRecorder(parts.report)
  for (const event of events) {
    try {
      await deliverEvent(event, recorder, parts)
    } catch (error) {
      const stage = isOfHost(error) ? 'host' : 'translate'
      recorder.fail({ event, message: undefined, error, stage })
    }
  }
  return recorder.outcome
}

async function deliverEvent(
  event: MessengerEvent,
  recorder: OutcomeRecorder,
  parts: Parts,
): Promise<void> {
  await learnEcho(event, parts)
  await learnCustomerWrote(event, parts)
  const { messages, skipped, again } = await knowEvent(event, parts)
  recorder.skip(skipped, partiesOf(event))
  const fresh = await withoutRepeated(event, messages, recorder, parts)
  if (fresh.length === 0) return
  if (recorder.stop) return failAll(event, fresh, recorder.stop, recorder)
  const [media, profile] = await Promise.all([rehostMedia(fresh, parts), profileOf(event, parts)])
  // Without facts, the translation is the same.
  const isSame = media.facts.size === 0 && profile === undefined
  const known = isSame ? fresh : sameOf(fresh, again({ media: media.facts, profile }))
  for (const message of known) {
    if (recorder.stop) failAll(event, [message], recorder.stop, recorder)
    else await deliverMessage(event, withMedia(message, media), recorder, parts)
  }
}

async function withoutRepeated(
  event: MessengerEvent,
  messages: readonly EmittedCimMessage[],
  recorder: OutcomeRecorder,
  { log, delivered }: Parts,
): Promise<EmittedCimMessage[]> {
  const seen = await Promise.all(messages.map((message) => log.seen(logKey(event, message))))
  for (const message of messages.filter((_, index) => seen[index])) {
    delivered.add(event, message)
    recorder.repeat(event, message)
  }
  return messages.filter((_, index) => !seen[index])
}

/** The messages of a later translation, without those that CX had before. */
function sameOf(
  fresh: readonly EmittedCimMessage[],
  { messages }: InboundTranslation,
): EmittedCimMessage[] {
  const ids = new Set(fresh.map(({ id }) => id))
  return messages.filter(({ id }) => ids.has(id))
}

function failAll(
  event: MessengerEvent,
  messages: readonly EmittedCimMessage[],
  why: NonNullable<OutcomeRecorder['stop']>,
  recorder: OutcomeRecorder,
): void {
  for (const message of messages) recorder.fail({ event, message, ...why })
}

async function profileOf(event: MessengerEvent, parts: Parts): Promise<Profile | undefined> {
  const { pageId, psid } = partiesOf(event)
  try {
    return await parts.profiles.of({ pageId, psid }, () => parts.graphOf(pageId))
  } catch (error) {
    const failure = { type: 'failed', direction: 'inbound', stage: 'profile' } as const
    parts.report({ ...failure, pageId, psid, error: errorFacts(error) })
    return undefined
  }
}
