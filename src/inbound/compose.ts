import type { AdditionalAttribute, EmittedBody, EmittedCimMessage } from '../cim/emitted.ts'
import type { MessengerEvent } from '../messenger/event.ts'
import type { AttributeList } from './attributes.ts'
import type { InboundContext } from './context.ts'
import { headerAttributes } from './header-attributes.ts'
import { type CimMessageKey, cimMessageId } from './id.ts'
import { type Parties, partiesOf } from './parties.ts'

/** The id that all of CX's own connectors use. */
const defaultConnector = {
  id: '460df46c-adf9-11ed-afa1-0242ac120002',
  name: 'FACEBOOK_CONNECTOR',
} as const

/** What a message needs besides its event. */
export type Composition = {
  /** Determines the id. `mid` is that of the Messenger message, or a substitute. */
  key: Omit<CimMessageKey, 'pageId'>
  body: EmittedBody
  attributes?: AttributeList | undefined
  /** The mid of the message itself; default none. */
  providerMessageId?: string | null | undefined
  intent?: 'REPLY_TO' | 'UPDATE' | null
  originalMessageId?: string | null
}

/** Puts a body into an envelope and header, as in every message that this package writes. */
export function compose(
  event: MessengerEvent,
  context: InboundContext,
  composition: Composition,
): EmittedCimMessage {
  return composeFor(partiesOf(event), timeOf(event), context, composition, event)
}

/** The same without an event, for example for a message that could not be sent. */
export function composeFor(
  parties: Parties,
  timestamp: number,
  context: InboundContext,
  composition: Composition,
  event?: MessengerEvent,
): EmittedCimMessage {
  const { key, body, attributes = [] } = composition
  return {
    id: cimMessageId({ pageId: parties.pageId, mid: key.mid, part: key.part }),
    header: {
      sender: {
        id: context.connector?.id || defaultConnector.id,
        type: event?.kind === 'echo' ? 'AGENT' : 'CONNECTOR',
        senderName: context.connector?.name || defaultConnector.name,
      },
      channelData: channelDataOf(parties, context, headerAttributes(event, context, attributes)),
      language: {},
      securityInfo: {},
      timestamp,
      stamps: [],
      intent: composition.intent ?? null,
      entities: {},
      originalMessageId: composition.originalMessageId ?? null,
      providerMessageId: composition.providerMessageId || null,
    },
    body,
  }
}

/** The customer and the Page of the conversation. */
function channelDataOf(
  { psid, pageId }: Parties,
  { profile }: InboundContext,
  additionalAttributes: AdditionalAttribute[],
): EmittedCimMessage['header']['channelData'] {
  const whose = { channelCustomerIdentifier: psid, serviceIdentifier: pageId, requestPriority: 0 }
  const name = psid === '' ? undefined : profile?.(psid)
  if (!name) return { ...whose, additionalAttributes }
  return {
    ...whose,
    ...(name.firstName && { customerFirstName: name.firstName }),
    ...(name.lastName && { customerLastName: name.lastName }),
    additionalAttributes,
  }
}

/**
 * When the event happened, in ms; 0 when neither the event nor its entry has a time, because translations read no
 * clock.
 */
export function timeOf({ timestamp, entryTime }: MessengerEvent): number {
  return timestamp ?? entryTime ?? 0
}

/** The key of an event's messages: its mid, else PSID, time and kind. */
export function midOf(event: MessengerEvent, mid: string | null | undefined): string {
  return mid || `${partiesOf(event).psid}:${timeOf(event)}:${event.kind}`
}
