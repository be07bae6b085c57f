import type { AttributeType, SenderType } from './header.ts'

/**
 * A CIM message as this package writes it: exactly the fields that the vendor's object model has. It can be posted to
 * CCM unchanged.
 */
export type EmittedCimMessage = {
  /**
   * UUID version 5 of Page, Messenger message and part, set by {@link cimMessageId}: a webhook that Meta sends twice
   * gives the same ids.
   */
  id: string
  /** Who wrote to whom, when, and about which message. */
  header: EmittedHeader
  /** What was written. Its `type` says which fields it has. */
  body: EmittedBody
}

/** `header` of an {@link EmittedCimMessage}. */
export type EmittedHeader = {
  /** Who posts the message to CX: the connector, also for a customer's message. */
  sender: EmittedSender
  /** The conversation: which customer, on which Page. */
  channelData: EmittedChannelData
  /** Always empty: CX's model has the field and does not use it. */
  language: Record<string, never>
  /** Always empty: CX's model has the field and does not use it. */
  securityInfo: Record<string, never>
  /** When it happened, by Meta's clock: ms since 1970. 0 when Meta gives no time. */
  timestamp: number
  /** Always empty: CX's model has the field and does not use it. */
  stamps: never[]
  /** `REPLY_TO`: the customer quotes a message. `UPDATE`: they edited one. `null`: an ordinary message. */
  intent: 'REPLY_TO' | 'UPDATE' | null
  /** Always empty: CX's model has the field and does not use it. */
  entities: Record<string, never>
  /** The CIM id of the message that is quoted or edited; set with `intent`, else `null`. */
  originalMessageId: string | null
  /** The Messenger id (`mid`) of this message; `null` for events that have none. */
  providerMessageId: string | null
}

/** `header.sender` of an {@link EmittedCimMessage}. */
export type EmittedSender = {
  /** The connector's id in CX: `connector.id` of the context, else the id that CX's own connectors share. */
  id: string
  /** `CONNECTOR` for what a customer did, `AGENT` for an echo: what the Page sent by other means. */
  type: SenderType
  /** `connector.name` of the context, else `FACEBOOK_CONNECTOR`. */
  senderName: string
}

/** `header.channelData` of an {@link EmittedCimMessage}. */
export type EmittedChannelData = {
  /** The customer's PSID: their id for this Page, as Meta gives it. */
  channelCustomerIdentifier: string
  /** The id of the Facebook Page, which is the channel's service identifier in CX. */
  serviceIdentifier: string
  /** Priority in CX's queue, 0 to 10. This package writes 0. */
  requestPriority: number
  /** From `profile` of the context; absent when it is unknown. */
  customerFirstName?: string | undefined
  /** From `profile` of the context; absent when it is unknown. */
  customerLastName?: string | undefined
  /** Facts that have no field of their own in CIM. {@link attributeOf} reads one by its key. */
  additionalAttributes: AdditionalAttribute[]
}

/** An entry of `header.channelData.additionalAttributes`. */
export type AdditionalAttribute = {
  /** One of {@link AttributeKey}, or a name of your own. */
  key: string
  /** A type of CX's model. For any other word CX refuses the whole message. */
  type: AttributeType
  /** A text of at most 2000 UTF-16 units; a list of texts if `type` is `StringList`. */
  value: string | string[]
}

/** The body of an {@link EmittedCimMessage}. */
export type EmittedBody =
  | EmittedPlainBody
  | EmittedMediaBody<'IMAGE'>
  | EmittedMediaBody<'AUDIO'>
  | EmittedMediaBody<'VIDEO'>
  | EmittedMediaBody<'FILE'>
  | EmittedStickerBody
  | EmittedUrlBody
  | EmittedLocationBody
  | EmittedDeliveryNotificationBody
  | EmittedDeletedNotificationBody
  | EmittedNotificationBody

/** A text. */
export type EmittedPlainBody = {
  type: 'PLAIN'
  /** The customer's words as they wrote them, or a summary of what they sent. Never empty. */
  markdownText: string
}

/** A picture, a recording, a video or a file. */
export type EmittedMediaBody<Type extends 'IMAGE' | 'AUDIO' | 'VIDEO' | 'FILE'> = {
  /** IMAGE, AUDIO, VIDEO or FILE. */
  type: Type
  /** Always empty: Messenger has no captions. */
  caption: ''
  /** The file. */
  attachment: {
    /** The URL for CX: from `media` of the context, else Meta's signed URL, which expires. */
    mediaUrl: string
    /** From `media` of the context, else from the file's extension, else the usual one of the type. */
    mimeType: string
    /** In bytes; 0 when it is unknown. */
    size: number
    /** Always empty. */
    thumbnail: ''
    /** The file's name, as in `additionalDetails.fileName`. */
    mediaName: string
  }
  /** The Agent Desk shows this name and cannot show a file without it. */
  additionalDetails: {
    /** `media` of the context, else the last part of the URL's path, decoded. */
    fileName: string
  }
}

/** A sticker. */
export type EmittedStickerBody = {
  type: 'STICKER'
  /** The sticker's picture. */
  mediaUrl: string
  /** Meta's id of the sticker, in digits. */
  stickerId: string
}

/** A link: a message that is only a link, a shared post, a link with a preview. */
export type EmittedUrlBody = {
  type: 'URL'
  /** Where it leads. */
  mediaUrl: string
  /** The customer's words, or the title of what they shared. Never empty. */
  markdownText: string
}

/** A place. */
export type EmittedLocationBody = {
  type: 'LOCATION'
  /** Where it is. */
  location: {
    /** In degrees, north positive. */
    latitude: number
    /** In degrees, east positive. */
    longitude: number
  }
  /** What the place is called. */
  additionalDetails: {
    /** The place's name; empty when Meta gives none. */
    name: string
    /** The place's address; empty when Meta gives none. */
    address: string
    /** A link to a map; empty when Meta gives none. */
    url: string
  }
}

/** Reports the delivery of a message that CX sent: delivered, read or failed. */
export type EmittedDeliveryNotificationBody = {
  type: 'DELIVERYNOTIFICATION'
  /** The CIM id of the message that it is about. */
  messageId: string
  /** `FAILED` comes from the connector; the other two from Meta. */
  status: 'DELIVERED' | 'READ' | 'FAILED'
  /** `200` delivered or read, `400` refused, `404` unknown Page, `500` another failure. */
  reasonCode: '200' | '400' | '404' | '500'
  /** Of a `FAILED` message that Meta may have delivered: says that the customer may have it. */
  markdownText?: string | undefined
}

/** A message that was taken back: an emoji under a message, or the message itself. */
export type EmittedDeletedNotificationBody = {
  type: 'DELETEDNOTIFICATION'
  /** The CIM id of the message that is gone. */
  messageId: string
  /** When it was taken back: ms since 1970. */
  timestamp: number
}

/** The customer is typing. Messenger has no webhook for it: a host may send this body, this package does not. */
export type EmittedNotificationBody = {
  type: 'NOTIFICATION'
  /** Whether they began or stopped. */
  notificationType: 'TYPING_STARTED' | 'TYPING_STOPPED'
  /** Always empty. */
  notificationData: Record<string, never>
}
