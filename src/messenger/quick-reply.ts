import * as z from 'zod'
import { limits } from './limits.ts'

/**
 * One of the answers offered under a message; a tap posts its title.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies
 */
export const quickReplySchema = z.discriminatedUnion('content_type', [
  z.strictObject({
    content_type: z.literal('text'),
    title: z.string().min(1).max(limits.quickReplyTitle.max),
    payload: z.string().min(1).max(limits.quickReplyPayload.max),
    image_url: z.string().optional(),
  }),
  z.strictObject({ content_type: z.literal('user_phone_number') }),
  z.strictObject({ content_type: z.literal('user_email') }),
])
