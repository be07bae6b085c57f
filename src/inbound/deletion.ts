import type { MessengerEvent } from '../messenger/event.ts'
import { type Composition, compose, timeOf } from './compose.ts'
import type { InboundContext } from './context.ts'
import type { InboundTranslation } from './translation.ts'

/** What was taken back: `messageId` in CX, `mid` in Messenger. `part` identifies the notification. */
type Deletion = { messageId: string; mid: string; part: string } & Pick<Composition, 'attributes'>

/** A notification that the customer took something back. */
export function deletion(
  event: MessengerEvent,
  context: InboundContext,
  { messageId, mid, part, attributes }: Deletion,
): InboundTranslation {
  const message = compose(event, context, {
    key: { mid, part },
    body: { type: 'DELETEDNOTIFICATION', messageId, timestamp: timeOf(event) },
    providerMessageId: mid,
    attributes,
  })
  return { messages: [message], skipped: [] }
}
