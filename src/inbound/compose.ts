import type { AdditionalAttribute, EmittedBody, EmittedCimMessage } from '../cim/emitted.ts'
import type { MessengerEvent } from '../messenger/event.ts'
import type { AttributeList } from './attributes.ts'
import type { InboundContext } from './context.ts'
import { headerAttributes } from './header-attributes.ts'
import { type CimMessageKey, cimMessageId } from './id.ts'
import { type Parties, partiesOf } from './parties.ts'

/** CX's own connectors all sign with this id. */
const defaultConnector = {
  id: '460df46c-adf9-11ed-afa1-0242ac120002',
  name: 'FACEBOOK_CONNECTOR',
} as const

/** What makes one message out of an event. */
export type Composition = {
  /** Becomes the id; `mid` of the Messenger message or what stands in for it. */
  key: Omit<CimMessageKey, 'pageId'>
  body: EmittedBody
  attributes?: AttributeList
  /** The Messenger message that this is; default none. */
  providerMessageId?: string | null | undefined
  intent?: 'REPLY_TO' | 'UPDATE' | null
  originalMessageId?: string | null
}

/** The envelope and header of every message that this package writes, around a body. */
export function compose(
  event: MessengerEvent,
  context: InboundContext,
  composition: Composition,
): EmittedCimMessage {
  return composeFor(partiesOf(event), timeOf(event), context, composition, event)
}

/** The same where there is no event, such as for a message that could not be sent. */
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

/** Whose conversation it is. */
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

/** When it happened, in ms; 0 when neither the event nor its entry tells, for there is no clock here. */
export function timeOf({ timestamp, entryTime }: MessengerEvent): number {
  return timestamp ?? entryTime ?? 0
}

/** What an event's messages are known by: its mid, else PSID, time and kind. */
export function midOf(event: MessengerEvent, mid: string | null | undefined): string {
  return mid || `${partiesOf(event).psid}:${timeOf(event)}:${event.kind}`
}
