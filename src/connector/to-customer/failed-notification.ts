import * as z from 'zod'
import { headerSchema } from '../../cim/header.ts'
import { idSchema } from '../../cim/id.ts'
import type { CimMessage } from '../../cim/message.ts'
import { isMessengerCimError } from '../../errors.ts'
import { composeFor } from '../../inbound/compose.ts'
import type { Parties } from '../../inbound/parties.ts'
import { errorFacts, type FailedStage, isOfHost } from '../connector-event.ts'
import { causeOf } from '../hooks.ts'
import type { Parts } from '../parts.ts'
import type { Profile } from '../to-cx/profiles.ts'
import { reasonCodeOf } from './reason-code.ts'

/** Enough of a message to answer for it, also where its body is wrong. */
const envelopeSchema = z.looseObject({
  id: idSchema,
  header: z.looseObject({ channelData: headerSchema.shape.channelData }),
  body: z.looseObject({ type: z.string() }).optional().catch(undefined),
})

/** Nobody waits to hear what became of these. */
const silentTypes = ['NOTIFICATION', 'DELIVERYNOTIFICATION']

/**
 * Tells CX that the customer did not get a message, so that the agent sees it. Failing at that is reported
 * and harms nothing else: the caller still learns why the message itself failed.
 */
export async function tellFailed(value: unknown, error: unknown, parts: Parts): Promise<void> {
  const envelope = envelopeSchema.safeParse(value).data
  const parties = envelope ? partiesOfMessage(envelope) : { pageId: '', psid: '' }
  const failure = { type: 'failed', direction: 'outbound', id: envelope?.id, ...parties } as const
  parts.report({ ...failure, stage: stageOf(error), error: errorFacts(causeOf(error)) })
  if (envelope === undefined || silentTypes.includes(envelope.body?.type ?? '')) return
  const context = { ...parts.inbound, profile: nameOf }
  const notification = composeFor(parties, parts.now(), context, {
    // The same message that fails again is told again with the same id.
    key: { mid: envelope.id, part: 'FAILED' },
    body: {
      type: 'DELIVERYNOTIFICATION',
      messageId: envelope.id,
      status: 'FAILED',
      reasonCode: reasonCodeOf(error),
    },
  })
  try {
    const ccm = await parts.ccmOf(parties.pageId)
    await ccm.receive(notification)
  } catch (untold) {
    parts.report({ ...failure, stage: 'ccm', error: errorFacts(untold) })
  }

  /** A name is not worth the notification, nor the error that it is about. */
  function nameOf(psid: string): Profile | undefined {
    try {
      return parts.inbound.profile?.(psid)
    } catch (unnamed) {
      parts.report({ ...failure, stage: 'host', error: errorFacts(unnamed) })
      return undefined
    }
  }
}

/** Whose conversation a message belongs to. */
export function partiesOfMessage({ header }: Pick<CimMessage, 'header'>): Parties {
  const { channelCustomerIdentifier, serviceIdentifier } = header.channelData
  return { psid: channelCustomerIdentifier, pageId: serviceIdentifier ?? '' }
}

function stageOf(error: unknown): FailedStage {
  if (!isMessengerCimError(error) || isOfHost(error)) return 'host'
  switch (error.code) {
    case 'graph_error':
    case 'send_aborted':
      return 'graph'
    case 'ccm_error':
      return 'media'
    default:
      return 'translate'
  }
}
