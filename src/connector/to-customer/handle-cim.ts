import { type CimMessage, parseCimMessage } from '../../cim/message.ts'
import type { Adjustment } from '../../outbound/adjustment.ts'
import { customerKey } from '../customer-queue.ts'
import { uploadMedia } from '../files/media-out.ts'
import { causeOf } from '../hooks.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage, tellFailed } from './failed-notification.ts'
import { offerRequests } from './offer-requests.ts'
import { UnknownPageError } from './reason-code.ts'
import { sendMissing, sentBefore } from './send-missing.ts'
import { knowMessage } from './translate-message.ts'

/** What became of a message from CX. */
export type CimOutcome = {
  /** The CIM id. */
  id: string
  /** The Messenger ids of what the customer got now. */
  mids: string[]
  /** What the customer sees otherwise than it was written. */
  adjustments: Adjustment[]
  /** The customer had all of it before; nothing was sent now. */
  repeated: boolean
}

/** See {@link Connector.handleCim}. The work is queued before this first waits, so calls keep their order. */
export async function handleCim(value: unknown, parts: Parts): Promise<CimOutcome> {
  try {
    const message = parseCimMessage(value)
    const customer = customerKey(partiesOfMessage(message))
    return await parts.sends.run(customer, () => deliver(message, parts))
  } catch (error) {
    await tellFailed(value, error, parts)
    throw causeOf(error)
  }
}

async function deliver(message: CimMessage, parts: Parts): Promise<CimOutcome> {
  const { id, body } = message
  const parties = partiesOfMessage(message)
  const graph = await parts.graphOf(parties.pageId)
  // Or null, of a host in plain JavaScript.
  if (!graph) throw new UnknownPageError()
  const translate = await knowMessage(message, parts)
  const { requests: planned } = translate()
  const sent = await sentBefore(id, planned, parts)
  if (planned.length > 0 && sent.every(Boolean)) {
    const repeat = { reason: 'repeated', kind: body.type, detail: 'the customer has it' } as const
    parts.report({ type: 'skipped', direction: 'outbound', id, ...repeat, ...parties })
    return { id, mids: [], adjustments: [], repeated: true }
  }
  const ready = await uploadMedia({ message, translate, graph }, parts)
  const { adjustments } = ready
  const offered = await offerRequests(message, ready.requests, sent, parts)
  reportAdjusted(message, adjustments, parts)
  const outgoing = { message, offered, sent, renew: ready.renew }
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
