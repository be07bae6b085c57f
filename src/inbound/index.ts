export {
  type AttributedMessage,
  type AttributeKey,
  type Attributes,
  attributeKeys,
  attributeOf,
  type ListAttributeKey,
  type TextAttributeKey,
} from './attribute-of.ts'
export type { InboundContext, MediaFacts } from './context.ts'
export { eventToCim } from './event-to-cim.ts'
export { type CimMessageKey, cimMessageId } from './id.ts'
export { messengerToCim } from './messenger-to-cim.ts'
export type { InboundTranslation } from './translation.ts'
