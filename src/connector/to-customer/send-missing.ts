import type { CimMessage } from '../../cim/message.ts'
import { SendAbortedError } from '../../errors.ts'
import type { SendRequest } from '../../messenger/send-request.ts'
import type { ReadyTranslation } from '../files/media-out.ts'
import { causeOf } from '../hooks.ts'
import type { ConnectorGraph } from '../options.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage } from './failed-notification.ts'
import { type Offered, offerRequest } from './offer-requests.ts'
import { isRefusedFor } from './send-error.ts'
import type { Steps } from './send-message.ts'
import { LostSend, type SendResult, sendRequest } from './send-request.ts'
import { rememberSent } from './sent-requests.ts'
import { mayBeDelivered, noteUncertain, UncertainSend, UnfinishedSend } from './uncertain-send.ts'

/** A message whose requests are ready to go. */
export type Outgoing = {
  message: CimMessage
  /** The hook's answers for its requests, in order. */
  offered: readonly Offered[]
  /** Which of them the customer has. */
  sent: readonly boolean[]
  steps: Steps
  renew: ReadyTranslation['renew']
}

/**
 * Sends the requests of a message that were not sent before, in order, and remembers each at once. When one fails, a
 * later attempt begins with it. A request that the host's hook left out counts as sent.
 *
 * @returns Meta's answer to each; empty for requests that were sent before or left out
 * @throws the error of the Graph client; when the customer has a part, as `cause` of a {@link SendAbortedError}
 * @throws {UncertainSend} with that error as `cause`, when Meta may have delivered the request
 */
export async function sendMissing(
  outgoing: Outgoing,
  graph: ConnectorGraph,
  parts: Parts,
): Promise<SendResult[]> {
  const { message, offered, sent } = outgoing
  const results: SendResult[] = []
  let hasPart = false
  for (const [index, request] of offered.entries()) {
    if (sent[index]) {
      hasPart = true
      results.push({})
      continue
    }
    // Taken before the call, so that it is not later than Messenger's own time of the message.
    const sentAt = parts.now()
    let result: SendResult | null
    try {
      result = request && (await sendStep(request, index, outgoing, graph, parts))
    } catch (thrown) {
      const error = thrown instanceof LostSend ? thrown.cause : thrown
      const failure = hasPart ? new SendAbortedError(results, index, causeOf(error)) : error
      if (thrown === error && !isUncertain(error, request)) throw failure
      const uncertain = new UncertainSend({ index, of: offered.length }, failure)
      await noteUncertain(message, uncertain, parts)
      throw uncertain
    }
    hasPart ||= result !== null
    results.push(result ?? {})
    reportRequest(outgoing, index, result, parts)
    await rememberSent(message, { index, mid: result?.messageId, sentAt }, parts)
  }
  return results
}

function reportRequest(
  { message, offered }: Outgoing,
  index: number,
  result: SendResult | null,
  { report }: Pick<Parts, 'report'>,
): void {
  const { id, body } = message
  const parties = partiesOfMessage(message)
  if (result === null) {
    const detail = `request ${index}: left out by beforeSend`
    const why = { reason: 'hook', kind: body.type, detail } as const
    report({ type: 'skipped', direction: 'outbound', id, ...why, ...parties })
  } else {
    const mid = result.messageId
    report({ type: 'sent', id, mid, index, of: offered.length, ...parties })
  }
}

function isUncertain(error: unknown, request: Offered): boolean {
  if (error instanceof UnfinishedSend) return true
  return request !== null && mayBeDelivered(error, request)
}

/** Records that a send begins, then sends. Does not repeat a send that an earlier process began. */
async function sendStep(
  request: SendRequest,
  index: number,
  outgoing: Outgoing,
  graph: ConnectorGraph,
  parts: Parts,
): Promise<SendResult | null> {
  const { begun, begin } = outgoing.steps
  if ('message' in request && begun.includes(index))
    throw new UnfinishedSend('its end is not known')
  await begin(index)
  return sendRenewed(request, index, outgoing, graph, parts)
}

/**
 * Sends a request. Repeats it with its file uploaded anew when Meta no longer knows the file's id, or could not fetch
 * the file from its URL. Null when the host's hook leaves the repeated request out.
 */
async function sendRenewed(
  request: SendRequest,
  index: number,
  { message, renew }: Outgoing,
  graph: ConnectorGraph,
  parts: Parts,
): Promise<SendResult | null> {
  try {
    return await sendRequest(request, graph)
  } catch (error) {
    const isCurable = isRefusedFor('fileUnknown', error) || isRefusedFor('urlNotFetched', error)
    const renewed = isCurable ? (await renew?.())?.requests[index] : undefined
    if (renewed === undefined) throw error
    const offered = await offerRequest(message, renewed, index, parts)
    return offered && sendRequest(offered, graph)
  }
}
