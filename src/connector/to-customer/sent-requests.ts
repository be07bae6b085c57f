import type { CimMessage } from '../../cim/message.ts'
import type { SendRequest } from '../../messenger/send-request.ts'
import { errorFacts } from '../connector-event.ts'
import { requestKey } from '../log-key.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage } from './failed-notification.ts'

/** Which of a message's requests were sent by an earlier attempt, in their order. */
export function sentBefore(
  id: string,
  requests: readonly SendRequest[],
  { log, unlogged }: Pick<Parts, 'log' | 'unlogged'>,
): Promise<boolean[]> {
  const keys = requests.map((_, index) => requestKey({ cimId: id, index }))
  return Promise.all(keys.map(async (key) => unlogged.has(key) || log.seen(key)))
}

type Sent = { index: number; mid: string | undefined; sentAt: number }

/**
 * Remembers that a request was sent.
 *
 * Ignores a log that is down: the customer has the message, and an error would make CX send it again. If CX does, this
 * process still knows.
 */
export async function rememberSent(
  message: CimMessage,
  { index, mid, sentAt }: Sent,
  { log, unlogged, report }: Parts,
): Promise<void> {
  const { id } = message
  const key = requestKey({ cimId: id, index })
  const parties = partiesOfMessage(message)
  const { psid } = parties
  try {
    if (index > 0) await log.remember({ cimId: key, psid })
    // Without a mid (typing and the like) there is nothing that could be delivered or read.
    await log.remember({ cimId: id, psid, ...(mid !== undefined && { mid, sentAt }) })
  } catch (error) {
    unlogged.add(key)
    const failure = { type: 'failed', direction: 'outbound', stage: 'log' } as const
    report({ ...failure, id, ...parties, error: errorFacts(error) })
  }
}
