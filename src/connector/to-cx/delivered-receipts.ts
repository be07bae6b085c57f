import type { EmittedCimMessage } from '../../cim/emitted.ts'
import { partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import { createBoundedSet } from '../bounded-set.ts'

/**
 * The receipts that CX has. Each watermark of a customer covers every message ever sent to them. This set leaves
 * only the new ones to translate and log.
 */
export type DeliveredReceipts = {
  /** The CIM messages whose receipt CX does not have yet; only the last one when CX has all receipts. */
  missing(event: MessengerEvent, cimIds: readonly string[]): readonly string[]
  /** Adds a message that CX got, if it is a receipt. */
  add(event: MessengerEvent, message: EmittedCimMessage): void
}

/** When there are more, the oldest are dropped, and the connector asks the log again. */
const maxKept = 50_000

/** An empty set. */
export function createDeliveredReceipts(): DeliveredReceipts {
  const delivered = createBoundedSet(maxKept)
  return {
    missing(event, cimIds) {
      const missing = cimIds.filter((cimId) => !delivered.has(keyOf(event, cimId)))
      // One message is enough to report a repeated watermark as such.
      return missing.length > 0 ? missing : cimIds.slice(-1)
    },
    add(event, { body }) {
      if (body.type === 'DELIVERYNOTIFICATION') delivered.add(keyOf(event, body.messageId))
    },
  }
}

function keyOf(event: MessengerEvent, cimId: string): string {
  return `${event.kind} ${partiesOf(event).pageId} ${cimId}`
}
