import type { GraphError } from '../errors.ts'
import { graphErrorRow } from './reason.ts'

/** The code of a message that was deleted or is too old; a send names no other than the quoted one. */
const messageGone = 9_000_001

/** Facebook's way of naming the parameter that is wrong: `(#100) Param recipient[id] must be …`. */
const namedParameter = /\bparam(?:eter)?:?\s+["'`]?([a-z][a-z_]*)/i

/**
 * Whether Meta refused a request because of its `reply_to`, so that the message may be sent once more
 * without it. Meta documents no code for that. It counts when nothing was delivered and its words name
 * `reply_to`, or it says that a message is gone, or no more than that some parameter is wrong: code 100, no
 * subcode that means anything else, and no other parameter named.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export function blamesQuote(error: GraphError, words: string): boolean {
  if (error.possiblyDelivered || error.reason === 'rate_limited') return false
  if (/\breply_to\b/.test(words)) return true
  if (error.reason === 'media_rejected') return false
  const row = graphErrorRow(error.graphCode, error.subcode)
  if (row?.code === messageGone) return true
  if (error.graphCode !== 100 || row?.code !== 100 || row.subcode !== undefined) return false
  const named = namedParameter.exec(words)?.[1] ?? ''
  return !otherParameters.has(named.toLowerCase())
}

/**
 * What Meta may name instead of `reply_to`. Other words that follow "parameter" are no names: "Invalid
 * parameter value", "parameter in the request".
 */
const otherParameters: ReadonlySet<string> = new Set([
  ...['recipient', 'message', 'messaging_type', 'tag', 'notification_type', 'persona_id'],
  ...['text', 'attachment', 'attachments', 'attachment_id', 'payload', 'url', 'is_reusable'],
  ...['filedata', 'sticker_id', 'quick_replies', 'template', 'elements', 'buttons', 'metadata'],
  ...['thread_control', 'access_token', 'appsecret_proof'],
])
