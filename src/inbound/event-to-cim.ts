import { describeIssue, isMessengerCimError, unreadableOr } from '../errors.ts'
import type { EnvelopedItem, EventKind, MessengerEvent } from '../messenger/event.ts'
import type { InboundContext } from './context.ts'
import { events } from './events/index.ts'
import { partiesOf } from './parties.ts'
import { skip } from './skip.ts'
import type { InboundTranslation } from './translation.ts'

/**
 * Translates one event of {@link parseWebhook} into CIM messages: none, one or several, in order. Pure. An event
 * without a message is in `skipped`, with the reason.
 */
export function eventToCim(
  event: MessengerEvent,
  context: InboundContext = {},
): InboundTranslation {
  if (event.standby && context.standby !== 'translate') {
    return skip(event, 'standby', 'another app owns the thread')
  }
  const translation = translateSafely(event, context)
  if (translation.messages.length === 0) return translation
  const { psid, pageId } = partiesOf(event)
  if (psid === '') {
    return skip(event, 'unresolved-message', 'the customer has no PSID yet, only a user_ref')
  }
  if (pageId === '') {
    return skip(event, 'malformed-event', 'recipient.id: expected the id of the Page')
  }
  // The Page itself read or reacted. Such an event would look like one of a customer with the Page's id.
  const isActOfPage = psid === event.pageId && event.kind !== 'echo'
  return isActOfPage ? skip(event, 'echo', 'the Page itself did this') : translation
}

/**
 * Skips an event with a field that JSON cannot hold, which may be noticed only here. Errors of the context pass
 * through.
 */
function translateSafely(event: MessengerEvent, context: InboundContext): InboundTranslation {
  try {
    return translate(event, context)
  } catch (error) {
    if (isMessengerCimError(error)) throw error
    return skip(event, 'malformed-event', describeIssue(unreadableOr(error, event.raw)))
  }
}

type Handlers = {
  [K in EventKind]: (event: EnvelopedItem<K>, context: InboundContext) => InboundTranslation
}

const handlers: Handlers = events

function translate<K extends EventKind>(
  event: EnvelopedItem<K>,
  context: InboundContext,
): InboundTranslation {
  return handlers[event.kind](event, context)
}
