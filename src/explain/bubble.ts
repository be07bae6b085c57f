/** Who a bubble is from: the customer, or the business (agent, bot, Page). */
export type Side = 'customer' | 'business'

/** Something to tap. */
export type Tap = {
  /** Its label. */
  title: string
  /** What a tap does: posts a payload back, opens an address, calls a number, or something of Meta's own. */
  does: 'postback' | 'web_url' | 'phone_number' | 'other'
  /** The payload, address or number; `''` when it has none. */
  payload: string
}

/** One card of a carousel. What it does not have is `''`. */
export type Card = {
  /** The title. */
  title: string
  /** The line below it. */
  subtitle: string
  /** The address of its picture. */
  imageUrl: string
  /** What a tap on the card itself opens. */
  opens: string
  /** What can be tapped on it. */
  buttons: readonly Tap[]
}

/** What a bubble shows. Texts are as they were written; nothing in them is HTML. */
export type BubbleContent =
  | { kind: 'text'; text: string }
  | {
      /** How it is shown. */
      kind: 'image' | 'audio' | 'video' | 'file'
      /** Its address; `''` when it is sent by the id of an upload. */
      url: string
      /** The file's name; `''` when unknown. */
      name: string
      /** `''` when unknown. */
      mimeType: string
      /** In bytes; 0 when unknown. */
      size: number
    }
  | { kind: 'sticker'; url: string; stickerId: string }
  | {
      kind: 'location'
      /** The place's name. */
      name: string
      /** The place's address. */
      address: string
      /** In degrees, north positive. */
      latitude: number
      /** In degrees, east positive. */
      longitude: number
      /** A link to a map. */
      url: string
    }
  | { kind: 'link'; url: string; title: string }
  | { kind: 'buttons'; text: string; buttons: readonly Tap[] }
  | { kind: 'cards'; cards: readonly Card[] }
  | {
      kind: 'receipt'
      /** The number of the order. */
      order: string
      /** Who gets it. */
      recipient: string
      /** How it was paid. */
      payment: string
      /** What was bought. */
      items: readonly { title: string; detail: string; amount: string }[]
      /** The sums. */
      totals: readonly { label: string; amount: string }[]
    }
  /** A template stored at Meta; `values` fill its placeholders. */
  | { kind: 'template'; name: string; language: string; values: readonly string[] }
  | { kind: 'contact'; contacts: readonly { name: string; lines: readonly string[] }[] }
  | { kind: 'reaction'; emoji: string; isTakenBack: boolean }
  | { kind: 'status'; status: 'delivered' | 'read' | 'failed' | 'other'; text: string }
  | { kind: 'typing'; isTyping: boolean }
  /** A line between the bubbles. */
  | { kind: 'notice'; text: string }

/** One thing in the conversation as one of the two sides sees it. */
export type Bubble = {
  /** Who it is from. */
  side: Side
  /** The part of the input that it comes from: `entry[0].messaging[0].message.attachments[1]`. */
  path: string
  /** What it shows. */
  content: BubbleContent
  /** The id of its message on this side: a Messenger `mid`, or the id of a CIM message. */
  id?: string
  /** The id of the message that it quotes or reacts to. */
  quotes?: string
  /** Answers offered under it. */
  quickReplies?: readonly string[]
  /** It is the new text of an edited message. */
  isEdit?: true
}

/** The same conversation as its two sides see it. */
export type Conversation = {
  /** In the Agent Desk. */
  agent: readonly Bubble[]
  /** In Messenger. */
  customer: readonly Bubble[]
}
