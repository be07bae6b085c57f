import { partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import { errorFacts } from '../connector-event.ts'
import type { Parts } from '../parts.ts'

/**
 * Takes note of when a customer last wrote, tapped or reacted, where the host wants late answers tagged. A log that
 * is down costs no message: an answer is then tagged although it need not be.
 */
export async function learnCustomerWrote(event: MessengerEvent, parts: Parts): Promise<void> {
  const { outbound, log, report, now } = parts
  if (!outbound.humanAgent || !opensWindow(event)) return
  const { pageId, psid } = partiesOf(event)
  const at = event.timestamp ?? event.entryTime
  if (at === undefined || psid === '') return
  try {
    // A time to come would keep the window open for as long.
    await log.rememberCustomerWrote(psid, Math.min(at, now()))
  } catch (error) {
    const failure = { type: 'failed', direction: 'inbound', stage: 'log' } as const
    report({ ...failure, pageId, psid, error: errorFacts(error) })
  }
}

/**
 * Whether an event surely opens the standard window. In doubt it does not: a tag too many does no harm, an answer
 * without one is refused.
 * @see https://developers.facebook.com/docs/messenger-platform/policy/policy-overview
 */
function opensWindow(event: MessengerEvent): boolean {
  switch (event.kind) {
    case 'message':
    case 'postback':
      return true
    case 'reaction':
      return event.reaction.action !== 'unreact' && partiesOf(event).psid !== event.pageId
    default:
      return false
  }
}
