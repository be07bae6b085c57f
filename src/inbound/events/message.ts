import type { EmittedCimMessage } from '../../cim/emitted.ts'
import type { EventOf } from '../../messenger/event.ts'
import { type AttributeList, attribute, both, referralAttributes } from '../attributes.ts'
import { compose, midOf } from '../compose.ts'
import type { InboundContext } from '../context.ts'
import { deletion } from '../deletion.ts'
import { cimMessageId } from '../id.ts'
import { partiesOf } from '../parties.ts'
import { partsOf } from '../parts.ts'
import { quote } from '../quote.ts'
import { skip } from '../skip.ts'
import type { InboundTranslation } from '../translation.ts'

/**
 * A message of a person: one CIM message for its text and one per attachment, in order; or a notification that they
 * took it back.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages
 */
export function message(
  event: EventOf<'message' | 'echo'>,
  context: InboundContext,
): InboundTranslation {
  const { message } = event
  const referral = referralAttributes(message.referral, event.referral)
  if (message.is_deleted) return deleted(event, context, referral)
  const mid = midOf(event, message.mid)
  const quoted = quote(event, message.reply_to, context)
  const ofFirst = both(both(quoted.attributes, referral), attribute('command', commandsOf(event)))
  const messages = partsOf(message, context).map(
    ({ body, attributes }, index): EmittedCimMessage =>
      compose(event, context, {
        key: { mid, part: index },
        body,
        providerMessageId: message.mid,
        attributes: index === 0 ? both(attributes, ofFirst) : attributes,
        // The quote belongs to the first part of the message.
        intent: index === 0 ? quoted.intent : null,
        originalMessageId: index === 0 ? quoted.originalMessageId : null,
      }),
  )
  return { messages, skipped: [] }
}

/**
 * A message that was taken back. Meta sends only its mid. A message of several parts is identified by its first part,
 * as in quotes.
 */
function deleted(
  event: EventOf<'message' | 'echo'>,
  context: InboundContext,
  attributes: AttributeList,
): InboundTranslation {
  const { mid } = event.message
  if (!mid) return skip(event, 'unresolved-message', 'a message was taken back, but not which')
  const { pageId } = partiesOf(event)
  const messageId = context.cimIdOf?.(mid) || cimMessageId({ pageId, mid })
  return deletion(event, context, { messageId, mid, part: 'deleted', attributes })
}

/** Bot commands that the person picked; the text keeps the whole sentence. */
function commandsOf({ message }: EventOf<'message' | 'echo'>): string | undefined {
  return message.commands?.flatMap((command) => command?.name || []).join(',')
}
