import type { MessengerMessage, MessengerParty } from './message-types.ts'
import type { Referral } from './referral.ts'

/** What Meta sends in `entry[].messaging[]` for each kind of event, as read. */
export type EventItems = {
  message: MessageItem
  echo: EchoItem
  edit: EditItem
  reaction: ReactionItem
  postback: PostbackItem
  delivery: DeliveryItem
  read: ReadItem
  order: OrderItem
  'customer-information': CustomerInformationItem
  feedback: FeedbackItem
  referral: ReferralItem
  optin: OptinItem
  'account-linking': AccountLinkingItem
  handover: HandoverItem
  policy: PolicyItem
  'game-play': GamePlayItem
  form: FormItem
  coupon: CouponItem
  'response-feedback': ResponseFeedbackItem
  call: CallItem
}

/** Fields that no message is made from; {@link EventEnvelope.raw} has them unchanged. */
export type OpenFields = { [field: string]: unknown }

/** A customer wrote. */
export type MessageItem = FromCustomer & {
  /** What they wrote. */
  message: MessengerMessage
  /** The link or ad by which the customer came, if it is beside the message. */
  referral?: Referral | null | undefined
}

/** The Page wrote, with any app. */
export type EchoItem = {
  /** The Page; in some recorded echoes the customer. */
  sender: MessengerParty
  /** The customer. */
  recipient: MessengerParty
  /** When: ms since 1970, also where Meta writes seconds. */
  timestamp?: number | undefined
  /** What was written. */
  message: MessengerMessage
  /** The link or ad by which the customer came, if it is beside the message. */
  referral?: Referral | null | undefined
}

/** A customer changed the text of a message. */
export type EditItem = FromCustomer & {
  /** The edit. */
  message_edit: {
    /** Meta's id of the message, which stays the same. */
    mid?: string | null | undefined
    /** The whole new text. */
    text: string
    /** Which edit of the message it is, from 1 to 5. */
    num_edit?: string | null | undefined
  }
}

/** A customer put an emoji under a message, or took it away. */
export type ReactionItem = FromCustomer & {
  /** The reaction. */
  reaction: {
    /** Meta's id of the message. */
    mid?: string | null | undefined
    /** `react` or `unreact`. */
    action?: string | null | undefined
    /** Meta's word for it, such as `love`; `other` for most. */
    reaction?: string | null | undefined
    /** The emoji. */
    emoji?: string | null | undefined
  }
}

/** A customer tapped a button, an entry of the menu, or Get Started. */
export type PostbackItem = FromCustomer & {
  /** The tap. */
  postback: {
    /** Meta's id of the tap; older clients have none. */
    mid?: string | null | undefined
    /** What the button says. */
    title?: string | null | undefined
    /** The payload of the button; absent in `standby`. */
    payload?: string | null | undefined
    /** The link or ad by which the customer came. */
    referral?: Referral | null | undefined
  }
  /** The same, if it is beside the postback. */
  referral?: Referral | null | undefined
  /** A message in the same item, which may share the `mid`. */
  message?: { mid?: string | null | undefined } | null | undefined
}

/** Messages of the Page have arrived. */
export type DeliveryItem = FromCustomer & {
  /** Which messages arrived. */
  delivery: {
    /** Meta's ids of the messages; may be missing. */
    mids?: (string | null | undefined)[] | null | undefined
    /** Everything sent up to then has arrived: ms since 1970. */
    watermark?: number | undefined
  }
}

/** The customer has read messages of the Page. */
export type ReadItem = FromCustomer & {
  /** Which messages were read. */
  read: {
    /** Everything sent up to then has been read: ms since 1970. */
    watermark?: number | undefined
  }
}

/** A customer sent a cart. */
export type OrderItem = FromCustomer & {
  /** The cart. */
  order: {
    /** What the customer adds. */
    note?: string | null | undefined
    /** The products, in order. */
    products?: (OrderedProduct | null | undefined)[] | null | undefined
  }
}

/** A product of a cart. */
export type OrderedProduct = {
  /** The name of the product. */
  name?: string | null | undefined
  /** The shop's own id of it. */
  retailer_id?: string | null | undefined
  /** In `currency`. */
  unit_price?: string | number | null | undefined
  /** ISO 4217. */
  currency?: string | null | undefined
  /** How many. */
  quantity?: string | number | null | undefined
}

/** A customer filled a form in with their address. */
export type CustomerInformationItem = FromCustomer & {
  /** The form that was filled in. */
  messaging_customer_information: {
    /** Its screens, in order. */
    screens?: (CustomerInformationScreen | null | undefined)[] | null | undefined
  }
}

/** A screen of a {@link CustomerInformationItem}. */
export type CustomerInformationScreen = {
  /** The answers, in order. */
  responses?:
    | ({ key?: string | number | null | undefined; value?: unknown } | null | undefined)[]
    | null
    | undefined
}

/** A customer answered a question about how satisfied they are. */
export type FeedbackItem = FromCustomer & {
  /** The answers. */
  messaging_feedback: {
    /** The screens of the form, in order. */
    feedback_screens?: (FeedbackScreen | null | undefined)[] | null | undefined
  }
}

/** A screen of a {@link FeedbackItem}. */
export type FeedbackScreen = {
  /** Answers by the question's id. */
  questions?: { [id: string]: FeedbackAnswer | null | undefined } | undefined
}

/** An answer of a {@link FeedbackItem}. */
export type FeedbackAnswer = {
  /** The score, as text. */
  payload?: string | null | undefined
  /** What the customer adds in words. */
  follow_up?: { payload?: string | null | undefined } | null | undefined
}

/** A customer came by a link or an ad. */
export type ReferralItem = Sides & {
  /** The link, ad or product by which the customer came. */
  referral?: Referral | null | undefined
  /** What they filled in for a lead ad. */
  lead?:
    | { data?: (LeadAnswer | null | undefined)[] | LeadAnswer[] | null | undefined }
    | null
    | undefined
}

/** An answer in the form of a lead ad. */
export type LeadAnswer = {
  /** The question. */
  question?: string | number | null | undefined
  /** A text, or a list where several were chosen. */
  answer?: unknown
}

/** A customer subscribed to something. */
export type OptinItem = Sides & { optin: OpenFields }

/** A customer logged in to an account of yours, or out of it. */
export type AccountLinkingItem = Sides & { account_linking: OpenFields }

/** A thread went to another app, or an app asked for it. */
export type HandoverItem = Sides

/** Meta warned, blocked or unblocked the Page. */
export type PolicyItem = Sides & {
  /** What Meta did, and why. */
  policy_enforcement?: OpenFields | null | undefined
  /** The same: Meta's documentation uses both spellings. */
  'policy-enforcement'?: OpenFields | null | undefined
}

/** A customer played an Instant Game. */
export type GamePlayItem = Sides & { game_play: OpenFields }

/** A customer sent a form of the Page. */
export type FormItem = Sides & { form: OpenFields }

/** A customer looked at the code of a coupon. */
export type CouponItem = Sides & { template: OpenFields }

/** A customer rated an answer of the Page's AI. */
export type ResponseFeedbackItem = Sides & { response_feedback: OpenFields }

/** A call began, ended, or was allowed. */
export type CallItem = {
  /** When: ms since 1970, also where Meta writes seconds. */
  timestamp?: number | undefined
}

type FromCustomer = {
  /** The customer. */
  sender: MessengerParty
  /** The Page. */
  recipient?: MessengerParty | null | undefined
  /** When: ms since 1970, also where Meta writes seconds. */
  timestamp?: number | undefined
}

type Sides = {
  /** Who did it. */
  sender?: MessengerParty | null | undefined
  /** The other side. */
  recipient?: MessengerParty | null | undefined
  /** When: ms since 1970, also where Meta writes seconds. */
  timestamp?: number | undefined
}
