import type { AdditionalAttribute } from '../cim/emitted.ts'
import { cimLimits } from '../cim/limits.ts'
import type { Referral } from '../messenger/referral.ts'
import { destinationOf } from '../messenger/web-address.ts'
import { clipText } from '../text/clip.ts'
import type { ListAttributeKey, TextAttributeKey } from './attribute-of.ts'

/** AttributeList, in order. */
export type AttributeList = readonly AdditionalAttribute[]

/** The empty list. It is shared, because most messages have no attributes of most kinds. */
export const none: AttributeList = []

/** One attribute, or none without a value. CX takes text of at most 2000 characters. */
export function attribute(key: TextAttributeKey, value: string | null | undefined): AttributeList {
  return value ? [textAttribute(key, value)] : none
}

function textAttribute(key: TextAttributeKey, value: string): AdditionalAttribute {
  return { key, type: 'String2000', value: clipText(value, cimLimits.attributeText.max) }
}

/** Several texts under one key, in order; no attribute without texts. */
export function listAttribute(key: ListAttributeKey, values: readonly string[]): AttributeList {
  return values.length === 0 ? none : [{ key, type: 'StringList', value: [...values] }]
}

/** The attributes of two lists, in order. Usually one list is empty; then it returns the other without a copy. */
export function both(first: AttributeList, second: AttributeList): AttributeList {
  if (second.length === 0) return first
  return first.length === 0 ? second : [...first, ...second]
}

/**
 * Where a conversation came from: m.me link, ad, shop. When two referrals have the same attribute, the first one
 * counts.
 */
export function referralAttributes(
  first: Referral | null | undefined,
  second?: Referral | null | undefined,
): AttributeList {
  const attributes = first ? attributesOf(first) : none
  if (!second) return attributes
  return both(
    attributes,
    attributesOf(second).filter(({ key }) => attributes.every((said) => said.key !== key)),
  )
}

function attributesOf(referral: Referral): AttributeList {
  const attributes: AdditionalAttribute[] = []
  add(attributes, 'referralRef', referral.ref)
  add(attributes, 'referralSource', referral.source)
  add(attributes, 'referralType', referral.type)
  add(attributes, 'referralProductId', referral.product?.id)
  add(attributes, 'adId', referral.ad_id)
  const ad = referral.ads_context_data
  if (!ad) return attributes
  add(attributes, 'adTitle', ad.ad_title)
  add(attributes, 'adPhotoUrl', destinationOf(ad.photo_url ?? ''))
  add(attributes, 'adVideoUrl', destinationOf(ad.video_url ?? ''))
  add(attributes, 'adPostId', ad.post_id)
  add(attributes, 'adProductId', ad.product_id)
  add(attributes, 'adFlowId', ad.flow_id)
  return attributes
}

function add(
  attributes: AdditionalAttribute[],
  key: TextAttributeKey,
  value: string | null | undefined,
): void {
  if (value) attributes.push(textAttribute(key, value))
}
