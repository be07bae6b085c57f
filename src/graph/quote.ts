import type { GraphError } from '../errors.ts'
import { graphErrorRow } from './reason.ts'

/** The code for a message that was deleted or is too old. In a send that can only be the quoted message. */
const messageGone = 9_000_001

/** How Meta names a wrong parameter: `(#100) Param recipient[id] must be …`. */
const namedParameter = /\bparam(?:eter)?:?\s+["'`]?([a-z][a-z_]*)/i

/**
 * Whether Meta refused a request because of its `reply_to`, so that the message can be sent once more without it. Meta
 * documents no code for that. Nothing must have been delivered, and one of these must hold: Meta's words name
 * `reply_to`; they say that a message is gone; or they only say that some parameter is wrong (code 100, without a
 * subcode of another meaning or the name of another parameter).
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
 * Parameters that Meta may name instead of `reply_to`. Other words after "parameter" are not names: "Invalid parameter
 * value", "parameter in the request".
 */
const otherParameters: ReadonlySet<string> = new Set([
  ...['recipient', 'message', 'messaging_type', 'tag', 'notification_type', 'persona_id'],
  ...['text', 'attachment', 'attachments', 'attachment_id', 'payload', 'url', 'is_reusable'],
  ...['filedata', 'sticker_id', 'quick_replies', 'template', 'elements', 'buttons', 'metadata'],
  ...['thread_control', 'access_token', 'appsecret_proof'],
])
