import type { CimHeader } from '../cim/header.ts'
import { type Adjustment, note } from './adjustment.ts'
import { isEdit } from './edit.ts'
import type { Sending } from './rendering.ts'

/** The quoted message, if one is wanted and known. */
export type Quote = { mid?: string; adjustments: readonly Adjustment[] }

/** No quote, and no adjustment about it. */
export const noQuote: Quote = { adjustments: [] }

/**
 * The message to quote: by the Messenger id that CX gives, else by the one that the context knows. An edit quotes what
 * it edits, if that is known.
 */
export function quoteOf({ header, context }: Sending): Quote {
  const isWanted = wantsQuote(header)
  if (!isWanted && !isEdit({ header })) return noQuote
  const cimId = header.originalMessageId ?? header.replyToMessageId
  const mid = header.providerMessageId ?? (cimId ? context.midOf?.(cimId) : undefined)
  if (mid) return { mid, adjustments: [] }
  const detail = 'the Messenger id of the quoted message is not known; sent without the quote'
  return { adjustments: note(isWanted, 'quote-unresolved', detail) }
}

/**
 * CX asks for a quote by the intent REPLY_TO; its older versions only name the quoted message in `replyToMessageId`. A
 * `providerMessageId` alone does not ask for a quote.
 */
function wantsQuote({ intent, replyToMessageId }: CimHeader): boolean {
  return intent === 'REPLY_TO' || typeof replyToMessageId === 'string'
}
