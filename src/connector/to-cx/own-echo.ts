import { partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import { type RequestKey, readMetadata } from '../../messenger/metadata.ts'
import { requestKey } from '../log-key.ts'
import type { Parts } from '../parts.ts'

/** The request behind an echo, when CX sent its message; undefined for other events. */
export function ownEchoOf(event: MessengerEvent): RequestKey | undefined {
  return event.kind === 'echo' ? readMetadata(event.message.metadata) : undefined
}

/**
 * Keeps the mid from an echo of our own message. Usually the response to the send had it already, but a response can be
 * lost although the customer got the message. A retry then leaves this request out.
 */
export async function learnEcho(
  event: MessengerEvent,
  { log, echoes }: Pick<Parts, 'log' | 'echoes'>,
): Promise<void> {
  const key = ownEchoOf(event)
  if (key === undefined || event.kind !== 'echo' || !event.message.mid) return
  const { cimId, index } = key
  const { psid } = partiesOf(event)
  try {
    if (index > 0) await log.remember({ cimId: requestKey(key), psid })
    await log.remember({ cimId, mid: event.message.mid, psid, sentAt: event.timestamp })
  } finally {
    echoes.arrived(requestKey(key))
  }
}
