import * as z from 'zod'
import type { EmittedCimMessage } from '../../cim/emitted.ts'
import { headerSchema } from '../../cim/header.ts'
import { idSchema } from '../../cim/id.ts'
import type { CimMessage } from '../../cim/message.ts'
import { isMessengerCimError } from '../../errors.ts'
import { composeFor } from '../../inbound/compose.ts'
import type { Parties } from '../../inbound/parties.ts'
import { errorFacts, type FailedStage, isOfHost } from '../connector-event.ts'
import type { Parts } from '../parts.ts'
import type { Profile } from '../to-cx/profiles.ts'
import { reasonCodeOf } from './reason-code.ts'
import { causeOfFailure, UncertainSend } from './uncertain-send.ts'

/** The fields that a notification needs, read even when the body is wrong. */
const envelopeSchema = z.looseObject({
  id: idSchema,
  header: z.looseObject({ channelData: headerSchema.shape.channelData }),
  body: z.looseObject({ type: z.string() }).optional().catch(undefined),
})

/** Warns the agent, who might otherwise write the message again. */
const mayHaveIt =
  'Messenger did not say whether this message arrived: the customer may have received it.'

/** CX needs no notification about these. */
const silentTypes = ['NOTIFICATION', 'DELIVERYNOTIFICATION']

/**
 * Sends CX a DELIVERYNOTIFICATION FAILED, which the agent sees. If that fails too, it is only reported: the caller
 * still gets the error of the message itself.
 */
export async function notifyFailed(value: unknown, error: unknown, parts: Parts): Promise<void> {
  const notification = failedNotification(value, error, parts)
  if (notification === undefined) return
  const { pageId, psid } = partiesOfMessage(notification)
  try {
    const ccm = await parts.ccmOf(pageId)
    await ccm.receive(notification)
  } catch (unsent) {
    const failure = { type: 'failed', direction: 'outbound', stage: 'ccm' } as const
    parts.report({
      ...failure,
      id: notification.body.messageId,
      pageId,
      psid,
      error: errorFacts(unsent),
    })
  }
}

/** The notification that the customer did not get a message. */
export type FailedNotification = EmittedCimMessage & { body: { messageId: string } }

/**
 * Reports that a message failed, and returns the notification for CX. Returns nothing when the message has no id, or
 * is of a type that needs no notification.
 */
export function failedNotification(
  value: unknown,
  error: unknown,
  parts: Pick<Parts, 'inbound' | 'now' | 'report'>,
): FailedNotification | undefined {
  const underlying = error instanceof UncertainSend ? error.cause : error
  const envelope = envelopeSchema.safeParse(value).data
  const parties = envelope ? partiesOfMessage(envelope) : { pageId: '', psid: '' }
  const failure = { type: 'failed', direction: 'outbound', id: envelope?.id, ...parties } as const
  parts.report({
    ...failure,
    stage: stageOf(underlying),
    error: errorFacts(causeOfFailure(error)),
  })
  if (envelope === undefined || silentTypes.includes(envelope.body?.type ?? '')) return undefined
  const context = { ...parts.inbound, profile: nameOf }
  const body = {
    type: 'DELIVERYNOTIFICATION',
    messageId: envelope.id,
    status: 'FAILED',
    reasonCode: reasonCodeOf(underlying),
    ...(error instanceof UncertainSend && { markdownText: mayHaveIt }),
  } as const
  // The same message that fails again is reported again with the same id.
  const key = { mid: envelope.id, part: 'FAILED' }
  return { ...composeFor(parties, parts.now(), context, { key, body }), body }

  /** A failure to look up the name must not hide the error, nor stop the notification. */
  function nameOf(psid: string): Profile | undefined {
    try {
      return parts.inbound.profile?.(psid)
    } catch (unnamed) {
      parts.report({ ...failure, stage: 'host', error: errorFacts(unnamed) })
      return undefined
    }
  }
}

/** The customer and the Page of a message. */
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
