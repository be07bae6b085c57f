import type { EventOf } from '../../messenger/event.ts'
import { isVisible } from '../../messenger/text.ts'
import { compose, midOf, timeOf } from '../compose.ts'
import type { InboundContext } from '../context.ts'
import { deletion } from '../deletion.ts'
import { cimMessageId } from '../id.ts'
import { partiesOf } from '../parties.ts'
import { quote } from '../quote.ts'
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
  const part = 'reaction'
  if (action === 'unreact') {
    if (!mid) return skip(event, 'unresolved-message', 'a reaction was taken back, but not which')
    const messageId = cimMessageId({ pageId: partiesOf(event).pageId, mid, part })
    return deletion(event, context, { messageId, mid, part: `unreaction:${timeOf(event)}` })
  }
  const message = compose(event, context, {
    key: { mid: midOf(event, mid), part },
    body: { type: 'PLAIN', markdownText: shown(event.reaction) },
    providerMessageId: mid,
    ...quote(event, { mid }, context),
  })
  return { messages: [message], skipped: [] }
}

/** The emoji, else Meta's word for it, unless that is `other`. */
function shown({ emoji, reaction }: EventOf<'reaction'>['reaction']): string {
  if (isVisible(emoji)) return emoji
  const word = reaction?.trim() ?? ''
  if (['', 'other', 'unknown'].includes(word)) return '[Reaction]'
  return emojiOf.get(word) ?? `[Reaction: ${word}]`
}
