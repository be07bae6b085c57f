import type { EventOf } from '../messenger/event.ts'
import { compose } from './compose.ts'
import type { InboundContext } from './context.ts'
import { partiesOf } from './parties.ts'
import { skip } from './skip.ts'
import type { InboundTranslation } from './translation.ts'

/** A message of CX that a receipt covers. */
export type Receipted = { cimId: string; mid: string | null }

/**
 * Reports to CX that messages arrived or were read. A message has one receipt per status, always with the same id,
 * however many watermarks cover it. Several Messenger messages of one CIM message count once.
 */
export function receipts(
  event: EventOf<'delivery' | 'read'>,
  context: InboundContext,
  status: 'DELIVERED' | 'READ',
  receipted: readonly Receipted[],
): InboundTranslation {
  if (receipted.length === 0) {
    return skip(event, 'unresolved-message', `${status} covers no message that we know`)
  }
  const messages = withoutRepeats(receipted).map(({ cimId, mid }) =>
    compose(event, context, {
      key: { mid: cimId, part: status },
      body: { type: 'DELIVERYNOTIFICATION', messageId: cimId, status, reasonCode: '200' },
      providerMessageId: mid,
    }),
  )
  return { messages, skipped: [] }
}

/** Keeps the first receipt of each message. */
function withoutRepeats(receipted: readonly Receipted[]): readonly Receipted[] {
  const [first, second] = receipted
  // Most receipts name one message or two, for which a set would take as long as an id.
  if (receipted.length <= 2 && first?.cimId !== second?.cimId) return receipted
  const known = new Set<string>()
  return receipted.filter(({ cimId }) => !known.has(cimId) && known.add(cimId))
}

/** The messages that were sent to the customer up to the event's watermark. */
export function sentUpTo(
  event: EventOf<'delivery' | 'read'>,
  watermark: number | undefined,
  context: InboundContext,
): Receipted[] {
  const { psid } = partiesOf(event)
  if (watermark === undefined || psid === '') return []
  const cimIds = context.sentUpTo?.(psid, watermark) ?? []
  return cimIds.filter(Boolean).map((cimId) => ({ cimId, mid: null }))
}
