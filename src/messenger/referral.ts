import * as z from 'zod/mini'
import { later } from '../schema/later.ts'
import { lenient } from './lenient.ts'
import { lenientId, lenientText } from './lenient-fields.ts'

/**
 * Where a conversation came from: a message's, a postback's or an event's `referral`. Sources and types
 * are open: Meta has added and retired several.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messaging_referrals
 */
export const referralSchema = later(() =>
  z.looseObject({
    ref: lenientText,
    source: lenientText,
    type: lenientText,
    ad_id: lenientId,
    /** What the ad showed; `video_url` is that of its thumbnail. */
    ads_context_data: lenient(() =>
      z.looseObject({
        ad_title: lenientText,
        photo_url: lenientText,
        video_url: lenientText,
        post_id: lenientId,
        product_id: lenientId,
        flow_id: lenientId,
      }),
    ),
    product: lenient(() => z.looseObject({ id: lenientId })),
  }),
)

/** Where a conversation came from: an m.me link, an ad, a product of a shop. */
export type Referral = {
  /** The `ref` of the link or ad: letters, digits, `-`, `_` and `=`. */
  ref?: string | null | undefined
  /** `SHORTLINK`, `ADS` …; other words survive. */
  source?: string | null | undefined
  /** `OPEN_THREAD`, `LEAD_COMPLETE`, `LEAD_INCOMPLETE` …; other words survive. */
  type?: string | null | undefined
  /** The ad's id. */
  ad_id?: string | null | undefined
  /** What the ad showed. */
  ads_context_data?: AdsContextData | null | undefined
  /** The product that the customer came from. */
  product?: { id?: string | null | undefined } | null | undefined
}

/** What an ad showed. */
export type AdsContextData = {
  /** The ad's title. */
  ad_title?: string | null | undefined
  /** The ad's picture. */
  photo_url?: string | null | undefined
  /** A picture of the ad's video. */
  video_url?: string | null | undefined
  /** The post that the ad shows. */
  post_id?: string | null | undefined
  /** The product that the ad shows. */
  product_id?: string | null | undefined
  /** The flow of messages that the ad starts. */
  flow_id?: string | null | undefined
}
