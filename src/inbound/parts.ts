import type { EventOf } from '../messenger/event.ts'
import { findLinks, onlyLink } from '../text/links.ts'
import { attachmentParts } from './attachments/index.ts'
import { attribute, listAttribute } from './attributes.ts'
import type { InboundContext } from './context.ts'
import { markdownLinks } from './markdown-links.ts'
import { type Part, part } from './part.ts'

type Message = EventOf<'message'>['message']

/** What a message consists of: its text first, then each attachment. At least one part. */
export function partsOf(message: Message, context: InboundContext): Part[] {
  const parts = [...textParts(message, context), ...attachmentParts(message, context)]
  // Neither text nor attachment is how content shows that Meta does not deliver to apps.
  return parts.length > 0 ? parts : [part({ type: 'PLAIN', markdownText: '[Unsupported message]' })]
}

function textParts({ text, quick_reply }: Message, context: InboundContext): Part[] {
  const tapped = quick_reply?.payload
  if (quick_reply && (text || tapped)) {
    const markdownText = text || tapped || ''
    return [part({ type: 'PLAIN', markdownText }, attribute('quickReplyPayload', tapped))]
  }
  if (!text) return []
  const href = onlyLink(text)
  if (href !== undefined) return [part({ type: 'URL', mediaUrl: href, markdownText: text })]
  const links = findLinks(text)
  const markdownText = context.links === 'markdown' ? markdownLinks(text, links) : text
  return [
    part(
      { type: 'PLAIN', markdownText },
      listAttribute(
        'links',
        links.map(({ href }) => href),
      ),
    ),
  ]
}
