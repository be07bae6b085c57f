import * as z from 'zod/mini'
import { limits } from './limits.ts'
import { addressSchema, visibleText } from './text.ts'

/**
 * One of the answers offered under a message; a tap posts its title.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies
 */
export const quickReplySchema = z.discriminatedUnion('content_type', [
  z.strictObject({
    content_type: z.literal('text'),
    title: visibleText(limits.quickReplyTitle.max),
    payload: z.string().check(z.minLength(1), z.maxLength(limits.quickReplyPayload.max)),
    image_url: z.optional(addressSchema),
  }),
  z.strictObject({ content_type: z.literal('user_phone_number') }),
  z.strictObject({ content_type: z.literal('user_email') }),
])
