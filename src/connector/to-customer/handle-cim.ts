import { type CimMessage, parseCimMessage } from '../../cim/message.ts'
import type { Adjustment } from '../../outbound/adjustment.ts'
import { customerKey } from '../customer-queue.ts'
import { requestKey } from '../log-key.ts'
import type { Parts } from '../parts.ts'
import { notifyFailed, partiesOfMessage } from './failed-notification.ts'
import { noSteps, sendMessage } from './send-message.ts'
import { causeOfFailure, UncertainSend } from './uncertain-send.ts'

/** The result of handling a message from CX. */
export type CimOutcome = {
  /** The CIM id. */
  id: string
  /** The mids of the messages that the customer got now. */
  mids: string[]
  /** The differences between what was written and what the customer sees. */
  adjustments: Adjustment[]
  /** Nothing was sent now, because the customer has all of it, or may have it. */
  repeated: boolean
}

/** See {@link Connector.handleCim}. The work is queued before this first waits, so calls keep their order. */
export async function handleCim(value: unknown, parts: Parts): Promise<CimOutcome> {
  try {
    return await sendSurely(parseCimMessage(value), parts)
  } catch (error) {
    await notifyFailed(value, error, parts)
    throw causeOfFailure(error)
  }
}

/** An uncertain send waits for its echo. Other messages to this customer go on. */
async function sendSurely(message: CimMessage, parts: Parts): Promise<CimOutcome> {
  const customer = customerKey(partiesOfMessage(message))
  try {
    return await parts.sends.run(customer, () => sendMessage(message, noSteps, parts))
  } catch (error) {
    if (!(error instanceof UncertainSend)) throw error
    const mid = await midOfEcho(message, error, parts)
    const { index, of } = error.request
    if (index + 1 === of) return { id: message.id, mids: mid, adjustments: [], repeated: false }
    const rest = await sendSurely(message, parts)
    return { ...rest, mids: [...mid, ...rest.mids], repeated: false }
  }
}

/**
 * Waits for the echo of a request.
 * @returns its mid, if the log knows it
 * @throws the given error when no echo comes
 */
async function midOfEcho(
  { id, header }: CimMessage,
  error: UncertainSend,
  { echoes, echoWaitMs, log, unlogged, report }: Parts,
): Promise<string[]> {
  const { index, of } = error.request
  const key = requestKey({ cimId: id, index })
  const isThere = (await echoes.arrival(key, echoWaitMs)) || (await log.seen(key))
  if (!isThere) throw error
  // In case the log did not keep the echo.
  unlogged.add(key)
  const mid = index === 0 ? await log.midOf(id) : undefined
  report({ type: 'settled', id, mid, index, of, ...partiesOfMessage({ header }) })
  return mid === undefined ? [] : [mid]
}
