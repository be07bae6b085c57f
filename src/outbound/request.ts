import { writeMetadata } from '../messenger/metadata.ts'
import type { Recipient } from '../messenger/recipient.ts'
import type { MessageRequest, OutgoingMessage, SendRequest } from '../messenger/send-request.ts'
import { type Adjustment, note } from './adjustment.ts'
import type { OutboundContext } from './context.ts'
import { isEdit, markEdit } from './edit.ts'
import { needsHumanAgent } from './human-agent.ts'
import { noQuote, quoteOf } from './quote.ts'
import type { Content, MessageClass, Rendering, Sending } from './rendering.ts'

/** Addresses a rendering: returns the Send requests in order, and the adjustments. */
export function toRequests(
  rendering: Rendering,
  sending: Sending,
): { requests: SendRequest[]; adjustments: Adjustment[] } {
  const { contents, adjustments, recipient } = rendering
  const to = recipient ?? { id: sending.header.channelData.channelCustomerIdentifier }
  const says = contents.some(isMessage)
  const isForCustomer = says && recipient === undefined
  // A comment is answered, not quoted: its id is not a mid.
  const quote = isForCustomer ? quoteOf(sending) : noQuote
  const edited = says && isEdit(sending)
  const marked = edited ? markEdit(rendering, sending) : contents
  const address = { to, sending, isLate: isForCustomer && needsHumanAgent(sending) }
  return {
    requests: marked.map((content, index) =>
      toRequest(content, index, address, index === 0 ? quote.mid : undefined),
    ),
    adjustments:
      edited || adjustments.length + quote.adjustments.length > 0
        ? withoutRepeated([
            ...adjustments,
            ...quote.adjustments,
            ...note(edited, 'edit-sent-as-new', 'Messenger cannot edit what a Page sent'),
          ])
        : [],
  }
}

function isMessage(content: Content): boolean {
  return 'message' in content
}

/** Each adjustment once, although several fields can lead to the same. Copies, because callers may change them. */
function withoutRepeated(all: readonly Adjustment[]): Adjustment[] {
  return Array.from(new Set(all), (adjustment) => ({ ...adjustment }))
}

/** What all requests of a message have in common. */
type Address = { to: Recipient; sending: Sending; isLate: boolean }

function toRequest(
  content: Content,
  index: number,
  { to: recipient, sending, isLate }: Address,
  mid: string | undefined,
): SendRequest {
  if ('sender_action' in content) return { recipient, sender_action: content.sender_action }
  const { id, context } = sending
  const { messaging_type, tag } = content.sentAs ?? classOf(content.message, context, isLate)
  const message = { ...content.message, metadata: writeMetadata({ cimId: id, index }) }
  const request: MessageRequest =
    tag === undefined
      ? { recipient, messaging_type, message }
      : { recipient, messaging_type, tag, message }
  if (mid !== undefined) request.reply_to = { mid }
  if (context.personaId) request.persona_id = context.personaId
  return request
}

/**
 * The class of a message. A person's late answer gets the seven-day tag; an approved template has a class of its own; a
 * private reply opens the conversation.
 */
function classOf(
  message: OutgoingMessage,
  { messagingType }: OutboundContext,
  isLate: boolean,
): MessageClass {
  if (message.template !== undefined) return { messaging_type: 'UTILITY' }
  if (isLate) return { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
  return { messaging_type: messagingType ?? 'RESPONSE' }
}
