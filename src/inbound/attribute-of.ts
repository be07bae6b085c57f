import { fieldOf } from '../cim/field-of.ts'

/**
 * The attributes in `header.channelData.additionalAttributes`: facts that have no field of their own in CIM. Each key
 * has the type of its value. An attribute without a value is left out.
 */
export type Attributes = {
  /** `DM`: a private conversation. CX routes, filters and reports by it. On every message, receipts too. */
  MESSAGE_TYPE: string
  /** The payload of the quick reply that the customer tapped. */
  quickReplyPayload: string
  /** The payload of the button that the customer tapped. */
  postbackPayload: string
  /** The Messenger id of the message that the customer quotes or reacts to. */
  replyToMid: string
  /** The `ref` of the m.me link or ad by which the customer came. */
  referralRef: string
  /** Where the customer came from: `SHORTLINK`, `ADS` … */
  referralSource: string
  /** How the customer came: `OPEN_THREAD` … */
  referralType: string
  /** The product of a shop that the customer came from. */
  referralProductId: string
  /** The ad by which the customer came. */
  adId: string
  /** The title that the ad showed. */
  adTitle: string
  /** The picture that the ad showed. */
  adPhotoUrl: string
  /** A picture of the video that the ad showed. */
  adVideoUrl: string
  /** The post that the ad showed. */
  adPostId: string
  /** The product that the ad showed. */
  adProductId: string
  /** The flow of messages that the ad started. */
  adFlowId: string
  /** Commands of the Page's menu that the text contains, one after the other. */
  command: string
  /** An attachment that cannot be shown, as JSON, cut at 2000 characters. */
  rawAttachment: string
  /** Why the connector could not bring a file to CX. */
  mediaNote: string
  /** The addresses of the links in a text, in order. */
  links: string[]
  /** The shop's own ids of the products that the customer asks about, in order. */
  productRetailerIds: string[]
}

/** A key of {@link Attributes}. */
export type AttributeKey = keyof Attributes

/** Whether the value under a key is a text or a list of them. */
const shapes: { readonly [K in AttributeKey]: Attributes[K] extends string ? 'text' : 'list' } = {
  MESSAGE_TYPE: 'text',
  quickReplyPayload: 'text',
  postbackPayload: 'text',
  replyToMid: 'text',
  referralRef: 'text',
  referralSource: 'text',
  referralType: 'text',
  referralProductId: 'text',
  adId: 'text',
  adTitle: 'text',
  adPhotoUrl: 'text',
  adVideoUrl: 'text',
  adPostId: 'text',
  adProductId: 'text',
  adFlowId: 'text',
  command: 'text',
  rawAttachment: 'text',
  mediaNote: 'text',
  links: 'list',
  productRetailerIds: 'list',
}

/** Keys whose value is a text. */
export type TextAttributeKey = {
  [K in AttributeKey]: Attributes[K] extends string ? K : never
}[AttributeKey]

/** Keys whose value is a list of texts. */
export type ListAttributeKey = Exclude<AttributeKey, TextAttributeKey>

/** Every key that this package writes. */
export const attributeKeys: readonly AttributeKey[] = Object.keys(shapes).filter(isAttributeKey)

/** Whether this package writes attributes under that key. */
export function isAttributeKey(key: string): key is AttributeKey {
  return Object.hasOwn(shapes, key)
}

/** Any CIM message, of this package or of CX. */
export type AttributedMessage = {
  /** The header, in which the attributes are. */
  header: { channelData: { additionalAttributes?: unknown } }
}

/**
 * The value of an attribute of a message, with the type that its key has.
 *
 * @param message a message of {@link messengerToCim}, or one that was read with {@link parseCimMessage}
 * @param key one of the keys that this package writes; for your own read `additionalAttributes`
 * @returns the first value under that key, or `undefined` when there is none of that type
 *
 * @example
 * attributeOf(message, 'postbackPayload')
 */
export function attributeOf(message: AttributedMessage, key: TextAttributeKey): string | undefined
/** A list of texts, in order. */
export function attributeOf(message: AttributedMessage, key: ListAttributeKey): string[] | undefined
/** For a key that is not known at compile time. */
export function attributeOf(
  message: AttributedMessage,
  key: AttributeKey,
): string | string[] | undefined
/** Assumes nothing about the attributes, because CX may have rewritten them. */
export function attributeOf(
  { header }: AttributedMessage,
  key: AttributeKey,
): string | string[] | undefined {
  const { additionalAttributes: attributes } = header.channelData
  if (!Array.isArray(attributes)) return undefined
  const values = attributes
    .filter((attribute) => fieldOf(attribute, 'key') === key)
    .map((attribute) => fieldOf(attribute, 'value'))
  return shapes[key] === 'list' ? values.find(isListOfTexts) : values.find(isText)
}

/** Whether a value is a list of nothing but texts. */
export function isListOfTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
