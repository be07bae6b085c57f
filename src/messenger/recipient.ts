import * as z from 'zod/mini'
import { filledText, text } from '../schema/fields.ts'
import { later } from '../schema/later.ts'

const id = filledText

/**
 * Who a Send request goes to: a PSID, the author of a comment or post (private reply), or the bearer of
 * a token.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export const recipientSchema = later(() =>
  z.union(
    [
      z.strictObject({ id }),
      z.strictObject({ user_ref: id }),
      z.strictObject({ comment_id: id }),
      z.strictObject({ post_id: id }),
      z.strictObject({ notification_messages_token: id }),
      z.strictObject({ one_time_notif_token: id }),
      z.strictObject({
        phone_number: id,
        name: z.optional(z.strictObject({ first_name: text, last_name: text })),
      }),
    ],
    'expected one of id, user_ref, comment_id …, with an id in quotes',
  ),
)

/**
 * Who a Send request goes to.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export type Recipient =
  | PsidRecipient
  | UserRefRecipient
  | CommentRecipient
  | PostRecipient
  | NotificationRecipient
  | OneTimeRecipient
  | PhoneRecipient

/** A customer who has written to the Page. */
export type PsidRecipient = {
  /** The PSID: the customer's id for this Page. */
  id: string
}

/** A customer of a plugin who has not written yet. */
export type UserRefRecipient = {
  /** The id that the plugin was given for them. */
  user_ref: string
}

/** The author of a comment: one private reply, within 7 days. */
export type CommentRecipient = {
  /** The comment's id. */
  comment_id: string
}

/** The author of a post on the Page: one private reply, within 7 days. */
export type PostRecipient = {
  /** The post's id. */
  post_id: string
}

/** A customer who subscribed to marketing messages. */
export type NotificationRecipient = {
  /** From the `optin` event. */
  notification_messages_token: string
}

/** A customer who asked for one notice. */
export type OneTimeRecipient = {
  /** From the `optin` event. */
  one_time_notif_token: string
}

/** A person by their telephone number: an older way that Meta keeps for some. */
export type PhoneRecipient = {
  /** With country code, such as `+1(212)555-2368`. */
  phone_number: string
  /** The person's name, by which Meta finds the right one. */
  name?: { first_name: string; last_name: string } | undefined
}
