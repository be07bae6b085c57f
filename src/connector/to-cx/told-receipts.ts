import type { EmittedCimMessage } from '../../cim/emitted.ts'
import { partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import { createBoundedSet } from '../bounded-set.ts'

/**
 * What CX is known to have been told. Each watermark of a customer covers all that was ever sent to them; with
 * this, only what is new goes through translation and log again.
 */
export type ToldReceipts = {
  /** Those of these CIM messages of which CX was not told yet; the last one where it was told of all. */
  untold(event: MessengerEvent, cimIds: readonly string[]): readonly string[]
  /** Takes note that CX has this message, when it is a receipt. */
  add(event: MessengerEvent, message: EmittedCimMessage): void
}

/** Beyond that many the oldest are forgotten, and the log asked for them again. */
const maxKept = 50_000

/** Nothing told yet. */
export function createToldReceipts(): ToldReceipts {
  const told = createBoundedSet(maxKept)
  return {
    untold(event, cimIds) {
      const fresh = cimIds.filter((cimId) => !told.has(keyOf(event, cimId)))
      // One is enough to tell that the watermark came before.
      return fresh.length > 0 ? fresh : cimIds.slice(-1)
    },
    add(event, { body }) {
      if (body.type === 'DELIVERYNOTIFICATION') told.add(keyOf(event, body.messageId))
    },
  }
}

function keyOf(event: MessengerEvent, cimId: string): string {
  return `${event.kind} ${partiesOf(event).pageId} ${cimId}`
}
