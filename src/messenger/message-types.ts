import type { MessengerAttachment } from './attachment.ts'
import type { Referral } from './referral.ts'

/** One side of a conversation. */
export type MessengerParty = {
  /** The customer's PSID, or the Page's id. */
  id?: string | null | undefined
  /** The id that a plugin has for a customer who has not written yet. */
  user_ref?: string | null | undefined
}

/** `message` of a webhook. */
export type MessengerMessage = {
  /** Meta's id of the message. */
  mid?: string | null | undefined
  /** The text; absent when there are only attachments. */
  text?: string | null | undefined
  /** The quick reply that the customer tapped; its title is the text. */
  quick_reply?: { payload?: string | null | undefined } | null | undefined
  /** The message that this one quotes. */
  reply_to?: QuotedMessage | null | undefined
  /** Pictures, recordings, files, stickers, links …, in order. */
  attachments?: MessengerAttachment[] | null | undefined
  /** The link, ad or product by which the customer came. */
  referral?: Referral | null | undefined
  /** Commands of the Page's menu that the text contains. */
  commands?: ({ name?: string | null | undefined } | null | undefined)[] | null | undefined
  /** The message was taken back. Meta documents it for Instagram alone. */
  is_deleted?: boolean | undefined
  /** The Page wrote it, with any app. */
  is_echo?: boolean | undefined
  /** Of an echo: the app that sent it. */
  app_id?: string | null | undefined
  /** Of an echo: the `metadata` of the send. */
  metadata?: string | null | undefined
}

/** `message.reply_to` of a webhook. */
export type QuotedMessage = {
  /** Meta's id of the quoted message. */
  mid?: string | null | undefined
  /** The customer quotes a message of their own. */
  is_self_reply?: boolean | undefined
}
