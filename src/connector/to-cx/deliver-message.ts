import { markTranslated } from '../../ccm/translated.ts'
import type { EmittedCimMessage } from '../../cim/emitted.ts'
import { type Parties, partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import type { FailedStage } from '../connector-event.ts'
import { askBeforeReceive } from '../hooks.ts'
import { logKey } from '../log-key.ts'
import type { Parts } from '../parts.ts'
import type { OutcomeRecorder } from './webhook-outcome.ts'

/** A message of an event on its way to CX. `message` is the translation, whose id the log knows. */
type Delivery = {
  event: MessengerEvent
  parties: Parties
  message: EmittedCimMessage
  recorder: OutcomeRecorder
}

/** Delivers a message of an event to CX, unless the host's hook leaves it out, and remembers that it is handled. */
export async function deliverMessage(
  event: MessengerEvent,
  message: EmittedCimMessage,
  recorder: OutcomeRecorder,
  parts: Parts,
): Promise<void> {
  const delivery = { event, parties: partiesOf(event), message, recorder }
  const offered = parts.hooks.beforeReceive ? await offer(delivery, parts) : message
  if (offered === undefined) return
  const mid = ownMidOf(event, message)
  // A bot may quote the message before CCM's answer is here and the log has it.
  if (mid !== undefined) parts.delivering.set(message.id, mid)
  try {
    await post(offered, mid, delivery, parts)
  } finally {
    parts.delivering.delete(message.id)
  }
}

/** The hook's answer for the message; undefined when it leaves the message out, or fails. */
async function offer(delivery: Delivery, parts: Parts): Promise<EmittedCimMessage | undefined> {
  const { event, parties, message, recorder } = delivery
  try {
    const offered = await askBeforeReceive(parts.hooks, message, { event, ...parties })
    if (offered !== null) return offered
  } catch (error) {
    recorder.fail({ event, message, error, stage: 'host', isAlone: true })
    return undefined
  }
  // It counts as handled. CX does not have the message, so no quote can name it.
  if (await remember(delivery, undefined, parts)) recorder.leaveOut(event, message)
  return undefined
}

async function post(
  offered: EmittedCimMessage,
  mid: string | undefined,
  delivery: Delivery,
  parts: Parts,
): Promise<void> {
  const { event, parties, message, recorder } = delivery
  let stage: FailedStage = 'host'
  try {
    const ccm = await parts.ccmOf(parties.pageId)
    stage = 'ccm'
    // The translation and the check of the hook's answer are both narrower than CX's model.
    markTranslated(offered)
    await ccm.receive(offered)
  } catch (error) {
    return recorder.fail({ event, message: offered, error, stage })
  }
  const { id, body } = offered
  const facts = { mid: message.header.providerMessageId, ...parties }
  parts.report({ type: 'received', kind: event.kind, id, bodyType: body.type, ...facts })
  if (await remember(delivery, mid, parts)) recorder.deliver(offered)
}

/** Remembers the message. Returns false when the log fails; the message then counts as failed. */
async function remember(
  { event, parties, message, recorder }: Delivery,
  ownMid: string | undefined,
  { log, delivered }: Parts,
): Promise<boolean> {
  try {
    const own = ownMid === undefined ? {} : { mid: ownMid }
    await log.remember({ cimId: logKey(event, message), psid: parties.psid, ...own })
    delivered.add(event, message)
    return true
  } catch (error) {
    recorder.fail({ event, message, error, stage: 'log' })
    return false
  }
}

/** Kinds of events whose mid is that of their own message. */
const ownMidKinds = ['message', 'echo', 'postback'] as const

/** Other events (edits, reactions, receipts) only name the mid of a message. */
function ownMidOf({ kind }: MessengerEvent, { header }: EmittedCimMessage): string | undefined {
  const isOwn = ownMidKinds.some((own) => own === kind)
  return (isOwn && header.providerMessageId) || undefined
}
