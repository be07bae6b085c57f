import { LimitError } from '../errors.ts'
import { limits } from '../messenger/limits.ts'
import type { Recipient } from '../messenger/recipient.ts'
import type { MessageRequest, OutgoingMessage, SendRequest } from '../messenger/send-request.ts'
import type { Adjustment } from './adjustment.ts'
import { type Quote, quoteOf } from './quote.ts'
import type { Content, Rendering, Sending } from './rendering.ts'

/** Marks our own echoes, and says which CIM message they belong to. */
const metadataPrefix = 'cim:'

/** Addresses a rendering: the Send requests in order, and everything that the customer sees otherwise. */
export function toRequests(
  { contents, adjustments, recipient }: Rendering,
  sending: Sending,
): { requests: SendRequest[]; adjustments: Adjustment[] } {
  const to = recipient ?? { id: sending.header.channelData.channelCustomerIdentifier }
  const says = contents.some((content) => 'message' in content)
  // A comment is answered, not quoted: its id is no mid.
  const quote = says && recipient === undefined ? quoteOf(sending) : { adjustments: [] }
  return {
    requests: contents.map((content, index) =>
      toRequest(content, to, sending, index === 0 ? quote : { adjustments: [] }),
    ),
    adjustments: [...adjustments, ...quote.adjustments, ...(says ? editOf(sending) : [])],
  }
}

function toRequest(
  content: Content,
  recipient: Recipient,
  sending: Sending,
  { mid }: Quote,
): SendRequest {
  if ('sender_action' in content) return { recipient, sender_action: content.sender_action }
  const { personaId } = sending.context
  return {
    recipient,
    ...classOf(content.message, recipient, sending),
    message: { ...content.message, metadata: metadataOf(sending.id) },
    ...(mid !== undefined && { reply_to: { mid } }),
    ...(personaId && { persona_id: personaId }),
  }
}

/**
 * Why Meta should let it through. Only what a person wrote into the conversation may use the seven-day
 * tag; an approved template has a class of its own, and a private reply opens the conversation.
 */
function classOf(
  message: OutgoingMessage,
  recipient: Recipient,
  { header, context: { humanAgent = false, messagingType = 'RESPONSE' } }: Sending,
): Pick<MessageRequest, 'messaging_type' | 'tag'> {
  if (message.template !== undefined) return { messaging_type: 'UTILITY' }
  const isPersonal = header.sender?.type === 'AGENT' && 'id' in recipient
  if (humanAgent && isPersonal) return { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
  return { messaging_type: messagingType }
}

/** A shortened id could not be matched any more, so one that does not fit is refused. */
function metadataOf(id: string): string {
  const metadata = metadataPrefix + id
  const { max, unit } = limits.metadata
  if (metadata.length <= max) return metadata
  throw new LimitError('id', { limit: max - metadataPrefix.length, actual: id.length, unit })
}

function editOf({ header }: Sending): Adjustment[] {
  if (header.intent !== 'UPDATE') return []
  return [{ kind: 'edit-sent-as-new', detail: 'Messenger cannot edit what a Page sent' }]
}
