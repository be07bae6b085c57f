import type { AdditionalAttribute } from '../cim/emitted.ts'
import { cimLimits } from '../cim/limits.ts'
import type { Referral } from '../messenger/referral.ts'
import { clipText } from '../text/clip.ts'
import type { ListAttributeKey, TextAttributeKey } from './attribute-of.ts'

/** One attribute, or none where there is nothing to say. CX takes text of at most 2000 characters. */
export function attribute(
  key: TextAttributeKey,
  value: string | null | undefined,
): AdditionalAttribute[] {
  if (value === undefined || value === null || value === '') return []
  return [{ key, type: 'String2000', value: clipText(value, cimLimits.attributeText.max) }]
}

/** Several texts under one key, in order; none where there are none. */
export function listAttribute(
  key: ListAttributeKey,
  values: readonly string[],
): AdditionalAttribute[] {
  return values.length === 0 ? [] : [{ key, type: 'StringList', value: [...values] }]
}

/** Where a conversation came from: m.me link, ad, shop. What two referrals say both, the first one says. */
export function referralAttributes(
  first: Referral | null | undefined,
  second?: Referral | null | undefined,
): AdditionalAttribute[] {
  const attributes = first ? attributesOf(first) : []
  if (!second) return attributes
  const told = new Set(attributes.map(({ key }) => key))
  return [...attributes, ...attributesOf(second).filter(({ key }) => !told.has(key))]
}

function attributesOf(referral: Referral): AdditionalAttribute[] {
  const ad = referral.ads_context_data
  return [
    ...attribute('referralRef', referral.ref),
    ...attribute('referralSource', referral.source),
    ...attribute('referralType', referral.type),
    ...attribute('referralProductId', referral.product?.id),
    ...attribute('adId', referral.ad_id),
    ...(ad ? adAttributes(ad) : []),
  ]
}

function adAttributes(ad: NonNullable<Referral['ads_context_data']>): AdditionalAttribute[] {
  return [
    ...attribute('adTitle', ad.ad_title),
    ...attribute('adPhotoUrl', ad.photo_url),
    ...attribute('adVideoUrl', ad.video_url),
    ...attribute('adPostId', ad.post_id),
    ...attribute('adProductId', ad.product_id),
    ...attribute('adFlowId', ad.flow_id),
  ]
}
