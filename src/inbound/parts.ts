import type { EventOf } from '../messenger/event.ts'
import { destinationOf } from '../messenger/web-address.ts'
import { onlyLink } from '../text/links.ts'
import { withText } from './attachments/button-text.ts'
import { attachmentParts } from './attachments/index.ts'
import { attribute } from './attributes.ts'
import type { InboundContext } from './context.ts'
import { type Part, part } from './part.ts'
import { textPart } from './text-part.ts'

type Message = EventOf<'message'>['message']

/** The parts of a message: its text first, then each attachment. At least one part. */
export function partsOf(message: Message, context: InboundContext): Part[] {
  const whole = withText(message)
  const parts = textParts(whole, context)
  if (whole.attachments) parts.push(...attachmentParts(whole, context))
  // Content that Meta does not deliver to apps arrives as a message without text and attachments.
  return parts.length > 0 ? parts : [part({ type: 'PLAIN', markdownText: '[Unsupported message]' })]
}

function textParts({ text, quick_reply }: Message, context: InboundContext): Part[] {
  const tapped = quick_reply?.payload
  const markdownText = text || tapped
  if (quick_reply && markdownText) {
    return [part({ type: 'PLAIN', markdownText }, attribute('quickReplyPayload', tapped))]
  }
  if (!text) return []
  const href = onlyLink(text)
  if (href === undefined) return [textPart(text, context)]
  return [part({ type: 'URL', mediaUrl: destinationOf(href), markdownText: text })]
}
