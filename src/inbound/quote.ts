import type { MessengerEvent } from '../messenger/event.ts'
import { type AttributeList, attribute, none } from './attributes.ts'
import type { InboundContext } from './context.ts'
import { cimMessageId } from './id.ts'
import { partiesOf } from './parties.ts'

/** What marks a message as a reply to another. */
export type Quote = {
  attributes: AttributeList
  intent: 'REPLY_TO' | null
  originalMessageId: string | null
}

/** A message that quotes nothing. */
const noQuote: Quote = { attributes: none, intent: null, originalMessageId: null }

/** A Messenger message as it is quoted: `is_self_reply` says that its author quotes their own message. */
type Quoted = { mid?: string | null | undefined; is_self_reply?: boolean | null | undefined }

/**
 * Always gives the mid of the quoted message, and its CIM id when that is known: because CX sent it, or because the
 * customer did and the id follows from the mid.
 */
export function quote(
  event: MessengerEvent,
  quoted: Quoted | null | undefined,
  { cimIdOf }: InboundContext,
): Quote {
  if (!quoted?.mid) return noQuote
  const { mid, is_self_reply } = quoted
  const { pageId } = partiesOf(event)
  const cimId = cimIdOf?.(mid) || (is_self_reply ? cimMessageId({ pageId, mid }) : null)
  return {
    attributes: attribute('replyToMid', mid),
    intent: cimId ? 'REPLY_TO' : null,
    originalMessageId: cimId,
  }
}
