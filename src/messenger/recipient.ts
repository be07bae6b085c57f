import * as z from 'zod/mini'

const id = z.string().check(z.minLength(1))

/**
 * Who a Send request goes to: a PSID, the author of a comment or post (private reply), or the bearer of
 * a token.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export const recipientSchema = z.union([
  z.strictObject({ id }),
  z.strictObject({ user_ref: id }),
  z.strictObject({ comment_id: id }),
  z.strictObject({ post_id: id }),
  z.strictObject({ notification_messages_token: id }),
  z.strictObject({ one_time_notif_token: id }),
  z.strictObject({
    phone_number: id,
    name: z.optional(z.strictObject({ first_name: z.string(), last_name: z.string() })),
  }),
])

/** As {@link recipientSchema} reads it. */
export type Recipient = z.infer<typeof recipientSchema>
