import { type BodyOf, type BodyType, bodySchemas, isBodyType } from '../cim/body.ts'
import type { OpenHeader } from '../cim/header.ts'
import { type CimMessage, cimMessageSchema } from '../cim/message.ts'
import { PayloadError, readPayload } from '../errors.ts'
import { type Changes, type Open, withChanges } from './changes.ts'
import { checkKind } from './known-kind.ts'
import { bodies } from './samples/bodies.ts'
import { sampleIds } from './samples/ids.ts'

/** A CIM message with a body of the given type. */
export type SampleCimMessage<K extends BodyType = BodyType> = {
  /** Always the same one. */
  id: CimMessage['id']
  /** An agent writes to the customer of `sampleIds`. */
  header: CimMessage['header']
  /** A body of the type asked for. */
  body: BodyOf<K>
}

const header: OpenHeader = {
  sender: { id: '5f4dcc3b-5aa7-4d61-9d83-27deb882cf99', type: 'AGENT', senderName: 'omar' },
  channelData: {
    channelCustomerIdentifier: sampleIds.psid,
    serviceIdentifier: sampleIds.pageId,
    requestPriority: 0,
    additionalAttributes: [],
  },
  language: {},
  timestamp: 1795382460000,
  securityInfo: {},
  stamps: [],
  intent: null,
  entities: {},
  originalMessageId: null,
  providerMessageId: null,
  conversationId: '6741f0c2a7d3b45e98c01234',
  channelSessionId: '9e107d9d-372b-4b68-8d6a-1f0c5e7a2b3c',
  customer: { _id: '6741f0c2a7d3b45e98c05678', firstName: 'Sara', isAnonymous: false },
}

/** Headers of body types that need more than the usual one. */
const headers: { readonly [K in BodyType]?: OpenHeader } = {
  /** A private reply goes to the author of this comment. */
  COMMENT: { ...header, providerMessageId: '104857600123456_9001_77' },
}

/**
 * A message as CX posts it to a connector: an agent writes to the customer of `sampleIds`. Always the
 * same one.
 *
 * @param type the type of its body
 * @param changes fields to change or add, to any depth: objects are merged, lists replaced, and `undefined` removes a
 * field
 * @throws {PayloadError} when the result is not a CIM message, or one of another type
 *
 * @example
 * sampleCimMessage('IMAGE', { header: { intent: 'REPLY_TO' }, body: { caption: 'In blue' } })
 */
export function sampleCimMessage<K extends BodyType>(
  type: K,
  changes?: Changes<Open<SampleCimMessage<K>>>,
): SampleCimMessage<K> {
  checkKind('type', type, sampleCimTypes)
  const sample = { id: sampleIds.cimId, header: headers[type] ?? header, body: bodies[type] }
  const message = withChanges(sample, changes ?? {})
  assertMessage(type, message)
  return message
}

/** Every body type that {@link sampleCimMessage} knows: all of CX's model. */
export const sampleCimTypes: readonly BodyType[] = Object.keys(bodySchemas).filter(isBodyType)

function assertMessage<K extends BodyType>(
  type: K,
  message: unknown,
): asserts message is SampleCimMessage<K> {
  if (readPayload('cim_message', cimMessageSchema, message).body.type === type) return
  throw new PayloadError('cim_message', [{ path: ['body', 'type'], message: `expected ${type}` }])
}
