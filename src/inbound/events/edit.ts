import type { EventOf } from '../../messenger/event.ts'
import { compose, midOf } from '../compose.ts'
import type { InboundContext } from '../context.ts'
import { cimMessageId } from '../id.ts'
import { partiesOf } from '../parties.ts'
import { textPart } from '../text-part.ts'
import type { InboundTranslation } from '../translation.ts'

/**
 * A person changed the text of an earlier message; `mid` is the original's.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-edits
 */
export function edit(event: EventOf<'edit'>, context: InboundContext): InboundTranslation {
  const { mid, text, num_edit } = event.message_edit
  const { pageId } = partiesOf(event)
  const message = compose(event, context, {
    // Each of up to five edits is a message of its own, so that none looks like a repeat.
    key: { mid: midOf(event, mid), part: `edit:${num_edit ?? event.timestamp ?? ''}` },
    ...textPart(text, context),
    providerMessageId: mid,
    ...(mid && { intent: 'UPDATE', originalMessageId: cimMessageId({ pageId, mid }) }),
  })
  return { messages: [message], skipped: [] }
}
