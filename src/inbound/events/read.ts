import type { EventOf } from '../../messenger/event.ts'
import type { InboundContext } from '../context.ts'
import { receipts, sentUpTo } from '../receipt.ts'
import type { InboundTranslation } from '../translation.ts'

/**
 * The person has read all messages of the Page up to the watermark; Meta sends no mids.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-reads
 */
export function read(event: EventOf<'read'>, context: InboundContext): InboundTranslation {
  return receipts(event, context, 'READ', sentUpTo(event, event.read.watermark, context))
}
