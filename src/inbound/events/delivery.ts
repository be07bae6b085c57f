import type { EventOf } from '../../messenger/event.ts'
import type { InboundContext } from '../context.ts'
import { type Receipted, receipts, sentUpTo } from '../receipt.ts'
import type { InboundTranslation } from '../translation.ts'

/**
 * Messages of the Page reached the person's device: those with the given mids, else all up to the watermark.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-deliveries
 */
export function delivery(event: EventOf<'delivery'>, context: InboundContext): InboundTranslation {
  const { mids, watermark } = event.delivery
  const receipted = mids?.length ? named(mids, context) : sentUpTo(event, watermark, context)
  return receipts(event, context, 'DELIVERED', receipted)
}

function named(mids: readonly (string | null | undefined)[], context: InboundContext): Receipted[] {
  const receipted: Receipted[] = []
  for (const mid of mids) {
    const cimId = mid && context.cimIdOf?.(mid)
    if (cimId) receipted.push({ cimId, mid })
  }
  return receipted
}
