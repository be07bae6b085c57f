import type { AdditionalAttribute } from '../cim/emitted.ts'
import { cimLimits } from '../cim/limits.ts'
import type { Referral } from '../messenger/referral.ts'
import { clipText } from '../text/clip.ts'

/** What has no field of its own in CIM, by the key under which it travels. */
export type AttributeKey =
  | 'quickReplyPayload'
  | 'postbackPayload'
  | 'replyToMid'
  | 'referralRef'
  | 'referralSource'
  | 'referralType'
  | 'referralProductId'
  | 'adId'
  | 'adTitle'
  | 'command'
  | 'rawAttachment'

/** One attribute, or none where there is nothing to say. CX takes text of at most 2000 characters. */
export function attribute(
  key: AttributeKey,
  value: string | null | undefined,
): AdditionalAttribute[] {
  if (value === undefined || value === null || value === '') return []
  return [{ key, type: 'String2000', value: clipText(value, cimLimits.attributeText.max) }]
}

/** The addresses of the links in a text, in order. */
export function linksAttribute(hrefs: readonly string[]): AdditionalAttribute[] {
  return hrefs.length === 0 ? [] : [{ key: 'links', type: 'StringList', value: [...hrefs] }]
}

/** Where a conversation came from: m.me link, ad, shop. */
export function referralAttributes(referral: Referral | null | undefined): AdditionalAttribute[] {
  if (!referral) return []
  return [
    ...attribute('referralRef', referral.ref),
    ...attribute('referralSource', referral.source),
    ...attribute('referralType', referral.type),
    ...attribute('referralProductId', referral.product?.id),
    ...attribute('adId', referral.ad_id),
    ...attribute('adTitle', referral.ads_context_data?.ad_title),
  ]
}
