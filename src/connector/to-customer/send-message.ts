import type { CimMessage } from '../../cim/message.ts'
import type { Adjustment } from '../../outbound/adjustment.ts'
import { uploadMedia } from '../files/media-out.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage } from './failed-notification.ts'
import type { CimOutcome } from './handle-cim.ts'
import { offerRequests } from './offer-requests.ts'
import { UnknownPageError } from './reason-code.ts'
import { sendMissing } from './send-missing.ts'
import { sentBefore } from './sent-requests.ts'
import { knowMessage } from './translate-message.ts'
import { isNotedUncertain } from './uncertain-send.ts'

/** A record of the sends that have begun. A queue keeps it across processes. */
export type Steps = {
  /** Requests whose send another process began and did not finish. */
  begun: readonly number[]
  /** Records that a send begins. When this rejects, nothing is sent. */
  begin(index: number): Promise<void>
}

/** No record, for a connector that forgets at restart. */
export const noSteps: Steps = { begun: [], begin: async () => {} }

/**
 * Sends the customer the parts of a message that they do not have yet.
 *
 * @throws {UncertainSend} when Meta may have delivered a request whose send failed
 */
export async function sendMessage(
  message: CimMessage,
  steps: Steps,
  parts: Parts,
): Promise<CimOutcome> {
  const { id } = message
  const parties = partiesOfMessage(message)
  const graph = await parts.graphOf(parties.pageId)
  // In plain JavaScript the host may also return null.
  if (!graph) throw new UnknownPageError()
  const translate = await knowMessage(message, parts)
  const { requests: planned } = translate()
  const sent = await sentBefore(id, planned, parts)
  const missing = sent.indexOf(false)
  if (planned.length > 0 && missing === -1) return repeated(message, 'the customer has it', parts)
  if (!steps.begun.includes(missing) && (await isNotedUncertain(id, missing, parts))) {
    return repeated(message, 'the customer may have it', parts)
  }
  const ready = await uploadMedia({ message, translate, graph }, parts)
  const { adjustments } = ready
  const offered = await offerRequests(message, ready.requests, sent, parts)
  reportAdjusted(message, adjustments, parts)
  const outgoing = { message, offered, sent, steps, renew: ready.renew }
  const results = await sendMissing(outgoing, graph, parts)
  const dropped = results.some(({ quoteDropped }) => quoteDropped) ? [quoteRefused] : []
  reportAdjusted(message, dropped, parts)
  return {
    id,
    mids: results.flatMap(({ messageId }) => messageId ?? []),
    adjustments: [...adjustments, ...dropped],
    repeated: false,
  }
}

function repeated({ id, header, body }: CimMessage, detail: string, { report }: Parts): CimOutcome {
  const why = { reason: 'repeated', kind: body.type, detail } as const
  report({ type: 'skipped', direction: 'outbound', id, ...why, ...partiesOfMessage({ header }) })
  return { id, mids: [], adjustments: [], repeated: true }
}

const quoteRefused: Adjustment = {
  kind: 'quote-unresolved',
  detail: 'Meta refused the quote; sent without it',
}

function reportAdjusted(
  message: CimMessage,
  adjustments: readonly Adjustment[],
  { report }: Parts,
): void {
  const parties = partiesOfMessage(message)
  for (const { kind, detail } of adjustments) {
    report({ type: 'adjusted', id: message.id, kind, detail, ...parties })
  }
}
