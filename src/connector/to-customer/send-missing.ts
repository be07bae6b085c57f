import type { CimMessage } from '../../cim/message.ts'
import { isMessengerCimError, SendAbortedError } from '../../errors.ts'
import type { SendRequest } from '../../messenger/send-request.ts'
import { errorFacts } from '../connector-event.ts'
import type { ReadyTranslation } from '../files/media-out.ts'
import { requestKey } from '../log-key.ts'
import type { ConnectorGraph } from '../options.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage } from './failed-notification.ts'

/** What Meta answered to a request. */
type SendResult = Awaited<ReturnType<ConnectorGraph['send']>>

/** Which of a message's requests were sent by an earlier attempt, in their order. */
export function sentBefore(
  id: string,
  requests: readonly SendRequest[],
  { log, unlogged }: Pick<Parts, 'log' | 'unlogged'>,
): Promise<boolean[]> {
  const keys = requests.map((_, index) => requestKey({ cimId: id, index }))
  return Promise.all(keys.map(async (key) => unlogged.has(key) || log.seen(key)))
}

/**
 * Sends those requests of a message that were not sent before, in order, and remembers each at once: when
 * one fails, a later attempt begins with it.
 *
 * @returns what Meta answered to each; nothing of those that were sent before
 * @throws what the Graph client throws; as `cause` of a {@link SendAbortedError} when the customer has a part
 */
export async function sendMissing(
  message: CimMessage,
  { requests, renew }: ReadyTranslation,
  sent: readonly boolean[],
  graph: ConnectorGraph,
  parts: Parts,
): Promise<SendResult[]> {
  const { id } = message
  const of = requests.length
  const results: SendResult[] = []
  for (const [index, request] of requests.entries()) {
    if (sent[index]) {
      results.push({})
      continue
    }
    // Before the call: Messenger's own time of the message must not lie before it.
    const sentAt = parts.now()
    try {
      results.push(await sendRenewed(request, index, renew, graph))
    } catch (error) {
      throw index === 0 ? error : new SendAbortedError(results, index, error)
    }
    const mid = results.at(-1)?.messageId
    parts.report({ type: 'sent', id, mid, index, of, ...partiesOfMessage(message) })
    await remember(message, { index, mid, sentAt }, parts)
  }
  return results
}

/** Sends a request; once more with its file uploaded anew when Meta does not know the file's id any more. */
async function sendRenewed(
  request: SendRequest,
  index: number,
  renew: ReadyTranslation['renew'],
  graph: ConnectorGraph,
): Promise<SendResult> {
  try {
    return await graph.send(request)
  } catch (error) {
    const renewed = isFileUnknown(error) ? (await renew?.())?.requests[index] : undefined
    if (renewed === undefined) throw error
    return graph.send(renewed)
  }
}

/**
 * "The attachment id is unknown, expired, or of another Page."
 * @see https://developers.facebook.com/docs/messenger-platform/error-codes
 */
const fileUnknown = { graphCode: 100, subcode: 2018074 }

/** Goes by codes, for an error may come from a second copy of this package. */
function isFileUnknown(error: unknown): boolean {
  if (!isMessengerCimError(error) || !('graphCode' in error) || !('subcode' in error)) return false
  return error.graphCode === fileUnknown.graphCode && error.subcode === fileUnknown.subcode
}

type Sent = { index: number; mid: string | undefined; sentAt: number }

/**
 * A log that is down costs no more than what it would have kept: the customer has the message, and an error
 * would have CX send it again. If CX does, this process still knows.
 */
async function remember(
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
    // Typing and the like are no messages that could be delivered or read.
    await log.remember({ cimId: id, psid, ...(mid !== undefined && { mid, sentAt }) })
  } catch (error) {
    unlogged.add(key)
    const failure = { type: 'failed', direction: 'outbound', stage: 'log' } as const
    report({ ...failure, id, ...parties, error: errorFacts(error) })
  }
}
