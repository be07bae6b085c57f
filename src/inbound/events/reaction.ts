import type { EventOf } from '../../messenger/event.ts'
import { isVisible } from '../../messenger/text.ts'
import { compose, midOf, timeOf } from '../compose.ts'
import type { InboundContext } from '../context.ts'
import { cimMessageId } from '../id.ts'
import { partiesOf } from '../parties.ts'
import { noQuote, quote } from '../quote.ts'
import { skip } from '../skip.ts'
import type { InboundTranslation } from '../translation.ts'

/** The emoji of Meta's words for reactions, for events without an emoji. */
const emojiOf = new Map(
  Object.entries({
    smile: '😆',
    angry: '😠',
    sad: '😢',
    wow: '😮',
    love: '❤',
    like: '👍',
    dislike: '👎',
  }),
)

/**
 * A person reacted to a message, or took the reaction back. A person has one reaction per message, and an un-reaction
 * may lack the emoji. So the reaction's id depends only on the mid.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-reactions
 */
export function reaction(event: EventOf<'reaction'>, context: InboundContext): InboundTranslation {
  const { mid, action } = event.reaction
  if (action !== 'unreact') return { messages: [added(event, context)], skipped: [] }
  if (!mid) return skip(event, 'unresolved-message', 'a reaction was taken back, but not which')
  return { messages: [removal(event, context, mid)], skipped: [] }
}

function added(event: EventOf<'reaction'>, context: InboundContext) {
  const { mid: providerMessageId } = event.reaction
  const { pageId } = partiesOf(event)
  const quoted = providerMessageId
    ? quote({ mid: providerMessageId, isSelfReply: false, pageId }, context)
    : noQuote
  return compose(event, context, {
    key: { mid: midOf(event, providerMessageId), part: 'reaction' },
    body: { type: 'PLAIN', markdownText: shown(event.reaction) },
    providerMessageId,
    ...quoted,
  })
}

/** The emoji, else Meta's word for it, unless that is `other`. */
function shown({ emoji, reaction }: EventOf<'reaction'>['reaction']): string {
  if (isVisible(emoji)) return emoji
  const word = reaction?.trim() ?? ''
  if (['', 'other', 'unknown'].includes(word)) return '[Reaction]'
  return emojiOf.get(word) ?? `[Reaction: ${word}]`
}

function removal(event: EventOf<'reaction'>, context: InboundContext, mid: string) {
  const timestamp = timeOf(event)
  const { pageId } = partiesOf(event)
  const messageId = cimMessageId({ pageId, mid, part: 'reaction' })
  return compose(event, context, {
    key: { mid, part: `unreaction:${timestamp}` },
    body: { type: 'DELETEDNOTIFICATION', messageId, timestamp },
    providerMessageId: event.reaction.mid,
  })
}
