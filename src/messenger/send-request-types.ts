import type { mediaTypes } from './outgoing-message.ts'
import type { QuickReply } from './quick-reply.ts'
import type { Recipient } from './recipient.ts'
import type { TemplatePayload, UtilityTemplate } from './template-types.ts'

/**
 * The body of one call of the Send API: a message, or something that a conversation shows besides.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export type SendRequest = MessageRequest | SenderActionRequest

/** A request that sends a message. */
export type MessageRequest = {
  /** Who it goes to. */
  recipient: Recipient
  /**
   * `RESPONSE` and `UPDATE` within 24 hours of the customer's last message, `MESSAGE_TAG` later with a tag, `UTILITY`
   * at any time with an approved template.
   */
  messaging_type: 'RESPONSE' | 'UPDATE' | 'MESSAGE_TAG' | 'UTILITY'
  /**
   * With `MESSAGE_TAG`, within 7 days: `HUMAN_AGENT` for what a person wrote, `CUSTOMER_FEEDBACK` for that template.
   * Meta retired all others on 2026-04-27.
   */
  tag?: 'HUMAN_AGENT' | 'CUSTOMER_FEEDBACK' | undefined
  /** What is sent. */
  message: OutgoingMessage
  /** Quotes a message of either side by its `mid`. It stands beside `message`, not inside it. */
  reply_to?: { mid: string } | undefined
  /** Whether the customer's device rings; Meta's default is `REGULAR`. */
  notification_type?: 'REGULAR' | 'SILENT_PUSH' | 'NO_PUSH' | undefined
  /** A persona of the Page to send as. */
  persona_id?: string | undefined
  /** Hands the thread to another app, or back, once the message is sent. */
  thread_control?: { control_type: 'pass' | 'release'; app_id?: string | undefined } | undefined
}

/** `message` of a Send request: exactly one of text, attachment, attachments, sticker and template. */
export type OutgoingMessage = {
  /** At most 2000 UTF-16 units, and something to see. */
  text?: string | undefined
  /** One medium, or one template. */
  attachment?: OutgoingAttachment | undefined
  /** 1 to 30 pictures in one message. */
  attachments?: OutgoingImage[] | undefined
  /** The id of one of Meta's stickers; a string of digits when a number would lose some. */
  sticker_id?: number | string | undefined
  /** An approved template, with `messaging_type: UTILITY`. */
  template?: UtilityTemplate | undefined
  /** 1 to 13 answers to tap. */
  quick_replies?: QuickReply[] | undefined
  /** Comes back in the echo only: at most 999 UTF-16 units. This package writes `cim:` and the CIM id. */
  metadata?: string | undefined
}

/** `message.attachment`: one medium by URL or by the id of an upload, or one template. */
export type OutgoingAttachment =
  | { type: MediaType; payload: OutgoingMedia }
  | { type: 'template'; payload: TemplatePayload }

/** One of `message.attachments`. */
export type OutgoingImage = { type: 'image'; payload: OutgoingMedia }

/** A kind of media of the Send API. */
export type MediaType = (typeof mediaTypes)[number]

/** A medium, by the id of an upload or by its URL. */
export type OutgoingMedia =
  | {
      /** The id that Meta gave the upload; it lives for 90 days. */
      attachment_id: string
    }
  | {
      /** An absolute http or https address that Meta can fetch: a video within 75 s, others within 10 s. */
      url: string
      /** Whether Meta keeps it and answers with its `attachment_id`. */
      is_reusable?: boolean | undefined
    }

/** A request that shows typing, marks as seen, or reacts. */
export type SenderActionRequest = TypingRequest | ReactRequest | UnreactRequest

/** Shows or ends typing (20 s at most), or marks the conversation as seen. */
export type TypingRequest = {
  /** Who sees it. */
  recipient: Recipient
  /** What the customer sees. */
  sender_action: 'typing_on' | 'typing_off' | 'mark_seen'
}

/** Puts an emoji under a message. */
export type ReactRequest = {
  /** Who the conversation is with. */
  recipient: Recipient
  sender_action: 'react'
  /** Which message, and the emoji. */
  payload: {
    /** The message's `mid`. */
    message_id: string
    /** One emoji. */
    reaction: string
  }
}

/** Takes the Page's emoji away from a message. */
export type UnreactRequest = {
  /** Who the conversation is with. */
  recipient: Recipient
  sender_action: 'unreact'
  /** Which message. */
  payload: {
    /** The message's `mid`. */
    message_id: string
  }
}
