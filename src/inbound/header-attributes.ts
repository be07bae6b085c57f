import { type AdditionalAttribute, additionalAttributesSchema } from '../cim/emitted.ts'
import { cimLimits } from '../cim/limits.ts'
import { PayloadError, readPayload } from '../errors.ts'
import type { MessengerEvent } from '../messenger/event.ts'
import type { AttributeList } from './attributes.ts'
import type { InboundContext } from './context.ts'

/** The part of a context that determines attributes. */
type AttributeContext = Pick<InboundContext, 'messageType' | 'attributes'>

/**
 * All attributes of a message: `MESSAGE_TYPE`, then its own, then the host's.
 *
 * @param event the event behind the message; undefined for a message of the connector itself
 * @throws {PayloadError} when CX would refuse the attributes of the context, and with them the whole message
 */
export function headerAttributes(
  event: MessengerEvent | undefined,
  context: AttributeContext,
  own: AttributeList,
): AdditionalAttribute[] {
  const type = messageTypeAttribute(context)
  const first = type === undefined ? [] : [type]
  const all = own.length === 0 ? first : [...first, ...own]
  if (event === undefined || context.attributes === undefined) return all
  return [...all, ...hostAttributes(context.attributes(event))]
}

/**
 * `MESSAGE_TYPE`, by which CX routes, filters and reports. CX expects it on every message of a conversation.
 * @throws {PayloadError} when `messageType` is empty or too long for its type
 */
export function messageTypeAttribute({
  messageType = 'DM',
}: AttributeContext): AdditionalAttribute | undefined {
  if (messageType === false) return undefined
  const { max } = cimLimits.shortAttributeText
  if (!(messageType.length > 0 && messageType.length <= max)) {
    const message = `expected 1 to ${max} characters, or false`
    throw new PayloadError('options', [{ path: ['messageType'], message }])
  }
  return { key: 'MESSAGE_TYPE', type: 'String100', value: messageType }
}

/** Checks the host's attributes against CX's model: CX would refuse the whole message for one wrong type. */
function hostAttributes(attributes: readonly AdditionalAttribute[]): AdditionalAttribute[] {
  return readPayload('options', additionalAttributesSchema, attributes, ['attributes'])
}
