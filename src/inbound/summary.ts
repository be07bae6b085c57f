import type { MessengerEvent } from '../messenger/event.ts'
import { compose, midOf } from './compose.ts'
import type { InboundContext } from './context.ts'
import type { InboundTranslation } from './translation.ts'

/** An event without text of its own, told in words: a heading and what there is to say. */
export function summary(
  event: MessengerEvent,
  context: InboundContext,
  heading: string,
  lines: readonly string[],
): InboundTranslation {
  const message = compose(event, context, {
    key: { mid: midOf(event, undefined) },
    body: { type: 'PLAIN', markdownText: [heading, ...lines].join('\n') },
  })
  return { messages: [message], skipped: [] }
}
