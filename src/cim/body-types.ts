import type { CimAttachment } from './attachment.ts'
import type { CimButton } from './button.ts'
import type { CimContact } from './contact.ts'
import type { ReceiptBody } from './receipt.ts'
import type { TemplateBody } from './template.ts'

/** Every body of the vendor's model by its `type`, as read. */
export type CimBodies = {
  PLAIN: PlainBody
  IMAGE: MediaBody<'IMAGE'>
  AUDIO: MediaBody<'AUDIO'>
  VIDEO: MediaBody<'VIDEO'>
  FILE: MediaBody<'FILE'>
  STICKER: StickerBody
  URL: UrlBody
  LOCATION: LocationBody
  CONTACT: ContactBody
  BUTTON: ButtonBody
  CAROUSEL: CarouselBody
  RECEIPT: ReceiptBody
  TEMPLATE: TemplateBody
  DELIVERYNOTIFICATION: DeliveryNotificationBody
  DELETEDNOTIFICATION: DeletedNotificationBody
  NOTIFICATION: NotificationBody
  CUSTOM: CustomBody
  COMMENT: CommentBody
  ACTION: BareBody<'ACTION'>
  WRAPUP: BareBody<'WRAPUP'>
  VOICE: BareBody<'VOICE'>
  EMAIL: BareBody<'EMAIL'>
  ACTIVITY: BareBody<'ACTIVITY'>
  MULTIMEDIA: BareBody<'MULTIMEDIA'>
}

/** A text. */
export type PlainBody = {
  type: 'PLAIN'
  /** The text, with the marks that the Agent Desk or a bot writes. */
  markdownText?: string | null | undefined
  /** Not used. */
  additionalDetails?: unknown
}

/** A picture, a recording, a video or a file. */
export type MediaBody<Type extends 'IMAGE' | 'AUDIO' | 'VIDEO' | 'FILE'> = {
  /** IMAGE, AUDIO, VIDEO or FILE. */
  type: Type
  /** A text beside it, sent when `caption` is empty or only a file name. */
  markdownText?: string | null | undefined
  /** May hold `fileName`. */
  additionalDetails?: unknown
  /** A text below it. The Agent Desk puts the file's name here; a name alone is not sent. */
  caption?: string | null | undefined
  /** The file. */
  attachment: CimAttachment
}

/** A sticker. */
export type StickerBody = {
  type: 'STICKER'
  /** A text that is sent after it. */
  markdownText?: string | null | undefined
  /** May hold `fileName`. */
  additionalDetails?: unknown
  /** The sticker's picture, sent when `stickerId` is not Meta's. */
  mediaUrl?: string | null | undefined
  /** Meta's id of the sticker, in digits. */
  stickerId?: string | null | undefined
}

/** A link. */
export type UrlBody = {
  type: 'URL'
  /** The words beside it. */
  markdownText?: string | null | undefined
  /** Not used. */
  additionalDetails?: unknown
  /** Where it leads. */
  mediaUrl?: string | null | undefined
  /** The same: CX's documentation uses both spellings. */
  mediaURL?: string | null | undefined
}

/** A place. */
export type LocationBody = {
  type: 'LOCATION'
  /** A text above the place. */
  markdownText?: string | null | undefined
  /** May hold `name`, `address` and `url`. */
  additionalDetails?: unknown
  /** Where it is. */
  location: {
    /** In degrees, north positive. */
    latitude: number
    /** In degrees, east positive. */
    longitude: number
  }
}

/** People or companies with their contact details. */
export type ContactBody = {
  type: 'CONTACT'
  /** A text above the contacts. */
  markdownText?: string | null | undefined
  /** Not used. */
  additionalDetails?: unknown
  /** The people or companies. */
  contacts: CimContact[]
}

/** A text with buttons or quick replies. */
export type ButtonBody = {
  type: 'BUTTON'
  /** The text above the buttons. */
  markdownText?: string | null | undefined
  /** May hold `interactive` with a header, a body and a footer. */
  additionalDetails?: unknown
  /** `BUTTON` or `QUICK_REPLIES`, in any spelling. */
  buttonMessageType?: string | null | undefined
  /** The buttons or quick replies, in order. */
  buttons?: CimButton[] | null | undefined
}

/** Cards beside each other. */
export type CarouselBody = {
  type: 'CAROUSEL'
  /** A text that is sent before the cards. */
  markdownText?: string | null | undefined
  /** Not used. */
  additionalDetails?: unknown
  /** `MEDIA` or `GENERIC_RICH_MEDIA`. */
  carouselMessageType?: string | null | undefined
  /** The cards, in order. */
  elements: CimCarouselElement[]
}

/** One card of a {@link CarouselBody}. */
export type CimCarouselElement = {
  /** Its first line is the title, the rest the subtitle. */
  text?: string | null | undefined
  /** A picture. */
  url?: string | null | undefined
  /** The buttons of the card, in order. */
  buttons?: CimButton[] | null | undefined
  /** What a tap on the card itself opens. */
  defaultAction?:
    | {
        /** `web_url`; not read. */
        type?: string | null | undefined
        /** The address that opens. */
        url?: string | null | undefined
      }
    | null
    | undefined
  /** May hold `subtitle` or `description`. */
  additionalCarouselElementDetails?: unknown
}

/** Reports the delivery of a message: delivered, read or failed. */
export type DeliveryNotificationBody = {
  type: 'DELIVERYNOTIFICATION'
  /** Not used. */
  markdownText?: unknown
  /** The CIM id of the message that it is about. */
  messageId?: string | number | null | undefined
  /** `DELIVERED`, `READ`, `CONNECTED` or `FAILED`, in any spelling. */
  status?: string | null | undefined
  /** `200` and the like. The Agent Desk sends the number 200. */
  reasonCode?: string | number | null | undefined
}

/** Says that a message was taken back. */
export type DeletedNotificationBody = {
  type: 'DELETEDNOTIFICATION'
  /** Not used. */
  markdownText?: unknown
  /** The CIM id of the message that is gone. */
  messageId?: unknown
  /** When it was taken back. */
  timestamp?: unknown
}

/** Something that happens in the conversation. */
export type NotificationBody = {
  type: 'NOTIFICATION'
  /** Not used. */
  markdownText?: unknown
  /** `TYPING_STARTED`, `TYPING_STOPPED`, `CHANNEL_SESSION_STARTED` … */
  notificationType?: string | null | undefined
  /** Details about it. */
  notificationData?: unknown
}

/** Any data that a bot and a connector agree on. */
export type CustomBody = {
  type: 'CUSTOM'
  /** Not used. */
  markdownText?: unknown
  /** `{ messenger: … }` holds a message of the Send API, which is sent unchanged. */
  jsonNode?: unknown
}

/** An answer to a public comment. Only `PRIVATE_REPLY` is a message of Messenger. */
export type CommentBody = {
  type: 'COMMENT'
  /** The text. */
  markdownText?: string | null | undefined
  /** May hold `fileName`. */
  additionalDetails?: unknown
  /** The post that was commented on. */
  postId?: string | number | null | undefined
  /** `VIDEO`, `TEXT`, `IMAGE`, `LIKE`, `UNLIKE`, `DELETE`, `HIDE` or `PRIVATE_REPLY`. */
  itemType?: string | null | undefined
  /** A file, sent in place of the text. */
  attachment?: CimAttachment | null | undefined
}

/** A body of which only the type is read, because it is not for the customer. */
export type BareBody<
  Type extends 'ACTION' | 'WRAPUP' | 'VOICE' | 'EMAIL' | 'ACTIVITY' | 'MULTIMEDIA',
> = {
  /** Which of them it is. */
  type: Type
  /** Not used. */
  markdownText?: unknown
}
