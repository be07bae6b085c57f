import type { EventOf } from '../../messenger/event.ts'
import type { InboundContext } from '../context.ts'
import { partiesOf } from '../parties.ts'
import { receipts, sentUpTo } from '../receipt.ts'
import type { InboundTranslation } from '../translation.ts'

/**
 * Messages of the Page reached the person's device: those named by mid, else all up to the watermark.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-deliveries
 */
export function delivery(event: EventOf<'delivery'>, context: InboundContext): InboundTranslation {
  const { mids, watermark } = event.delivery
  const named = (mids ?? []).flatMap((mid) => {
    const cimId = mid && context.cimIdOf?.(mid)
    return cimId ? [{ cimId, mid }] : []
  })
  const { psid } = partiesOf(event)
  const receipted = mids?.length ? named : sentUpTo(psid, watermark, context)
  return receipts(event, context, 'DELIVERED', receipted)
}
