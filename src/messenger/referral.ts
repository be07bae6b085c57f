import * as z from 'zod/mini'
import { idSchema } from './id.ts'
import { lenient } from './lenient.ts'

const text = lenient(z.string())

/**
 * Where a conversation came from: a message's, a postback's or an event's `referral`. Sources and types
 * are open: Meta has added and retired several.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messaging_referrals
 */
export const referralSchema = z.looseObject({
  ref: text,
  source: text,
  type: text,
  ad_id: lenient(idSchema),
  /** What the ad showed; `video_url` is that of its thumbnail. */
  ads_context_data: lenient(
    z.looseObject({
      ad_title: text,
      photo_url: text,
      video_url: text,
      post_id: lenient(idSchema),
      product_id: lenient(idSchema),
      flow_id: lenient(idSchema),
    }),
  ),
  product: lenient(z.looseObject({ id: lenient(idSchema) })),
})

/** As {@link referralSchema} reads it. */
export type Referral = z.infer<typeof referralSchema>
