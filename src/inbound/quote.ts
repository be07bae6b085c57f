import { type AttributeList, attribute, none } from './attributes.ts'
import type { InboundContext } from './context.ts'
import { cimMessageId } from './id.ts'

/** What marks a message as a reply to another. */
export type Quote = {
  attributes: AttributeList
  intent: 'REPLY_TO' | null
  originalMessageId: string | null
}

/** A message that quotes nothing. */
export const noQuote: Quote = { attributes: none, intent: null, originalMessageId: null }

/** A Messenger message as it is quoted: `is_self_reply` says that its author quotes their own message. */
export type Quoted = { mid: string; isSelfReply: boolean; pageId: string }

/**
 * Always gives the mid of the quoted message, and its CIM id when that is known: because CX sent it, or because the
 * customer did and the id follows from the mid.
 */
export function quote({ mid, isSelfReply, pageId }: Quoted, { cimIdOf }: InboundContext): Quote {
  const cimId = cimIdOf?.(mid) || (isSelfReply ? cimMessageId({ pageId, mid }) : undefined)
  return {
    attributes: attribute('replyToMid', mid),
    intent: cimId === undefined ? null : 'REPLY_TO',
    originalMessageId: cimId ?? null,
  }
}
