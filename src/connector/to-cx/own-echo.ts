import { partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import type { MessageLog } from '../message-log.ts'

/** How `cimToMessenger` marks what it sends; what follows is the CIM id. */
const mark = 'cim:'

/** The CIM id of the message that an event is the echo of, when CX sent it. */
export function ownEchoOf(event: MessengerEvent): string | undefined {
  if (event.kind !== 'echo' || !event.message.metadata?.startsWith(mark)) return undefined
  return event.message.metadata.slice(mark.length) || undefined
}

/**
 * Takes note of the Messenger id that an echo of our own tells. Mostly the answer to the send told it
 * before; but an answer can be lost although the customer got the message.
 */
export async function learnEcho(event: MessengerEvent, log: MessageLog): Promise<void> {
  const cimId = ownEchoOf(event)
  if (cimId === undefined || event.kind !== 'echo' || !event.message.mid) return
  const { psid } = partiesOf(event)
  await log.remember({ cimId, mid: event.message.mid, psid, sentAt: event.timestamp })
}
