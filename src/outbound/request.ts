import { writeMetadata } from '../messenger/metadata.ts'
import type { Recipient } from '../messenger/recipient.ts'
import type { OutgoingMessage, SendRequest } from '../messenger/send-request.ts'
import type { Adjustment } from './adjustment.ts'
import type { OutboundContext } from './context.ts'
import { isEdit, markEdit } from './edit.ts'
import { needsHumanAgent } from './human-agent.ts'
import { type Quote, quoteOf } from './quote.ts'
import type { Content, MessageClass, Rendering, Sending } from './rendering.ts'

/** Addresses a rendering: the Send requests in order, and everything that the customer sees otherwise. */
export function toRequests(
  rendering: Rendering,
  sending: Sending,
): { requests: SendRequest[]; adjustments: Adjustment[] } {
  const { contents, adjustments, recipient } = rendering
  const to = recipient ?? { id: sending.header.channelData.channelCustomerIdentifier }
  const says = contents.some((content) => 'message' in content)
  // A comment is answered, not quoted: its id is no mid.
  const quote = says && recipient === undefined ? quoteOf(sending) : { adjustments: [] }
  const edited = says && isEdit(sending)
  const marked = edited ? markEdit(rendering, sending) : contents
  const address = {
    to,
    sending,
    isLate: says && recipient === undefined && needsHumanAgent(sending),
  }
  return {
    requests: marked.map((content, index) =>
      toRequest(content, index, address, index === 0 ? quote : { adjustments: [] }),
    ),
    // Several fields may have the same to tell.
    adjustments: [
      ...new Set([...adjustments, ...quote.adjustments, ...(edited ? [editSentAsNew] : [])]),
    ],
  }
}

const editSentAsNew = {
  kind: 'edit-sent-as-new',
  detail: 'Messenger cannot edit what a Page sent',
} as const satisfies Adjustment

/** What all requests of a message have in common. */
type Address = { to: Recipient; sending: Sending; isLate: boolean }

function toRequest(
  content: Content,
  index: number,
  { to: recipient, sending, isLate }: Address,
  { mid }: Quote,
): SendRequest {
  if ('sender_action' in content) return { recipient, sender_action: content.sender_action }
  const { id, context } = sending
  const { personaId } = context
  return {
    recipient,
    ...(content.sentAs ?? classOf(content.message, context, isLate)),
    message: { ...content.message, metadata: writeMetadata({ cimId: id, index }) },
    ...(mid !== undefined && { reply_to: { mid } }),
    ...(personaId && { persona_id: personaId }),
  }
}

/**
 * Why Meta should let it through. What a person answers late has the seven-day tag; an approved template has a
 * class of its own, and a private reply opens the conversation.
 */
function classOf(
  message: OutgoingMessage,
  { messagingType = 'RESPONSE' }: OutboundContext,
  isLate: boolean,
): MessageClass {
  if (message.template !== undefined) return { messaging_type: 'UTILITY' }
  if (isLate) return { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
  return { messaging_type: messagingType }
}
