import * as z from 'zod/mini'
import { filledText } from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { atMost } from '../schema/length.ts'
import { limits } from './limits.ts'
import { optionalAddress, visibleText } from './text.ts'

/**
 * One of the answers offered under a message; a tap posts its title.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies
 */
export const quickReplySchema = later(() =>
  z.discriminatedUnion('content_type', [
    z.strictObject({
      content_type: z.literal('text'),
      title: visibleText(limits.quickReplyTitle.max),
      payload: filledText.check(atMost(limits.quickReplyPayload.max)),
      image_url: optionalAddress,
    }),
    z.strictObject({ content_type: z.literal('user_phone_number') }),
    z.strictObject({ content_type: z.literal('user_email') }),
  ]),
)

/**
 * One of the answers offered under a message; a tap posts its title.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies
 */
export type QuickReply =
  | TextQuickReply
  /** Offers the customer's own number, or address, from their profile. */
  | { content_type: 'user_phone_number' }
  | { content_type: 'user_email' }

/** An answer with words of its own. */
export type TextQuickReply = {
  content_type: 'text'
  /** What the customer reads, and what comes back as text: at most 20 UTF-16 units. */
  title: string
  /** What comes back beside the text: at most 1000 UTF-16 units. */
  payload: string
  /** A picture beside the title, at least 24 by 24 pixels. */
  image_url?: string | undefined
}
