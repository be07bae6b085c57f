import { partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import { errorFacts } from '../connector-event.ts'
import type { Parts } from '../parts.ts'

/**
 * Remembers when a customer last wrote, tapped or reacted, if the host wants late answers tagged. A failure of the log
 * stops no message; an answer may then be tagged without need.
 */
export async function learnCustomerWrote(event: MessengerEvent, parts: Parts): Promise<void> {
  const { outbound, log, report, now } = parts
  if (!outbound.humanAgent || !opensWindow(event)) return
  const { pageId, psid } = partiesOf(event)
  const at = event.timestamp ?? event.entryTime
  if (at === undefined || psid === '') return
  try {
    // A time in the future would keep the window open too long.
    await log.rememberCustomerWrote(psid, Math.min(at, now()))
  } catch (error) {
    const failure = { type: 'failed', direction: 'inbound', stage: 'log' } as const
    report({ ...failure, pageId, psid, error: errorFacts(error) })
  }
}

/**
 * Whether an event certainly opens the standard window. In doubt it says no: an unneeded tag does no harm, but Meta
 * refuses a late answer without one.
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
