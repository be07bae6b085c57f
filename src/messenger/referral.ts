import * as z from 'zod'
import { idSchema } from './id.ts'

const text = z.string().nullish()

/**
 * Where a conversation came from: a message's, a postback's or an event's `referral`. Sources and types
 * are open: Meta has added and retired several.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messaging_referrals
 */
export const referralSchema = z.looseObject({
  ref: text,
  source: text,
  type: text,
  ad_id: idSchema.nullish(),
  ads_context_data: z.looseObject({ ad_title: text }).nullish(),
  product: z.looseObject({ id: idSchema.nullish() }).nullish(),
})

/** As {@link referralSchema} reads it. */
export type Referral = z.infer<typeof referralSchema>
