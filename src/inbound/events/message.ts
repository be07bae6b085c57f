import type { EmittedCimMessage } from '../../cim/emitted.ts'
import type { EventOf } from '../../messenger/event.ts'
import { attribute, referralAttributes } from '../attributes.ts'
import { compose, midOf } from '../compose.ts'
import type { InboundContext } from '../context.ts'
import { partiesOf } from '../parties.ts'
import { partsOf } from '../parts.ts'
import { noQuote, type Quote, quote } from '../quote.ts'
import type { InboundTranslation } from '../translation.ts'

/** What a person wrote: one CIM message for its text and one per attachment, in order. */
export function message(
  event: EventOf<'message' | 'echo'>,
  context: InboundContext,
): InboundTranslation {
  const { message } = event
  const mid = midOf(event, message.mid)
  const quoted = quoteOf(event, context)
  const first = [
    ...quoted.attributes,
    ...referralAttributes(message.referral),
    ...attribute('command', commandsOf(event)),
  ]
  const messages = partsOf(message, context).map(
    ({ body, attributes }, index): EmittedCimMessage =>
      compose(event, context, {
        key: { mid, part: index },
        body,
        providerMessageId: message.mid,
        attributes: index === 0 ? [...attributes, ...first] : attributes,
        // A quote belongs to what came with it: the message's first part.
        ...(index === 0 && { intent: quoted.intent, originalMessageId: quoted.originalMessageId }),
      }),
  )
  return { messages, skipped: [] }
}

function quoteOf(event: EventOf<'message' | 'echo'>, context: InboundContext): Quote {
  const { reply_to } = event.message
  if (!reply_to?.mid) return noQuote
  const { pageId } = partiesOf(event)
  const isSelfReply = reply_to.is_self_reply === true
  return quote({ mid: reply_to.mid, isSelfReply, pageId }, context)
}

/** Bot commands that the person picked; the text keeps the whole sentence. */
function commandsOf({ message }: EventOf<'message' | 'echo'>): string {
  return (message.commands ?? []).flatMap(({ name }) => (name ? [name] : [])).join(',')
}
