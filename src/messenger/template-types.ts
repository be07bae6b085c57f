import type { Button, DefaultAction } from './button.ts'
import type { ReceiptTemplate } from './receipt.ts'

/**
 * `payload` of a template attachment. This package writes `generic`, `button` and `receipt`; the others come with
 * CUSTOM bodies or from your own code.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/templates
 */
export type TemplatePayload =
  | GenericTemplate
  | ButtonTemplate
  | ReceiptTemplate
  | MediaTemplate
  | ProductTemplate
  | CouponTemplate
  | CustomerFeedbackTemplate
  | CustomerInformationTemplate
  | ImageGridTemplate
  | InstantFormTemplate
  | NotificationMessagesTemplate
  | OneTimeTemplate

/** Cards beside each other. */
export type GenericTemplate = {
  template_type: 'generic'
  /** 1 to 10 cards. */
  elements: GenericElement[]
  /** Whether the customer may pass it on. */
  sharable?: boolean | undefined
  /** `horizontal` is 1.91 to 1, Meta's default; `square` is 1 to 1. */
  image_aspect_ratio?: 'horizontal' | 'square' | undefined
}

/** One card. It needs something besides its title. */
export type GenericElement = {
  /** At most 80 UTF-16 units. */
  title: string
  /** At most 80 UTF-16 units. */
  subtitle?: string | undefined
  /** An absolute http or https address. */
  image_url?: string | undefined
  /** What a tap on the card itself opens. */
  default_action?: DefaultAction | undefined
  /** 1 to 3 buttons. */
  buttons?: Button[] | undefined
}

/** A text with buttons. */
export type ButtonTemplate = {
  template_type: 'button'
  /** At most 640 UTF-16 units. */
  text: string
  /** 1 to 3 buttons. */
  buttons: Button[]
  /** Whether the customer may pass it on. */
  sharable?: boolean | undefined
}

/** A picture or a video with buttons. */
export type MediaTemplate = {
  template_type: 'media'
  /** Whether the customer may pass it on. */
  sharable?: unknown
  /** Exactly one. */
  elements: MediaElement[]
}

/** The medium of a {@link MediaTemplate}, by the id of an upload or by its address on Facebook. */
export type MediaElement = {
  /** What it is. */
  media_type: 'image' | 'video'
  /** The id of an upload. */
  attachment_id?: string | number | undefined
  /** Its address on Facebook; others are refused. */
  url?: string | undefined
  /** 1 to 3 buttons. */
  buttons?: Button[] | undefined
}

/** Products of a catalogue. */
export type ProductTemplate = {
  template_type: 'product'
  /** 1 to 10 products by their id in the catalogue. */
  elements: { id: string }[]
}

/** A coupon. */
export type CouponTemplate = {
  template_type: 'coupon'
  /** At most 80 UTF-16 units. */
  title: string
  /** At most 80 UTF-16 units. */
  subtitle?: string | undefined
  /** The code, without spaces; else `coupon_url`. */
  coupon_code?: unknown
  /** Where the coupon is used; else `coupon_code`. */
  coupon_url?: unknown
  /** The title of the button for `coupon_url`. */
  coupon_url_button_title?: unknown
  /** A text before the coupon. */
  coupon_pre_message?: unknown
  /** The address of a picture. */
  image_url?: unknown
  /** Comes back when the customer shows the code. */
  payload?: unknown
}

/** A question about how satisfied the customer is; the only template for the tag CUSTOMER_FEEDBACK. */
export type CustomerFeedbackTemplate = {
  template_type: 'customer_feedback'
  /** At most 65 UTF-16 units. */
  title: string
  /** At most 80 UTF-16 units. */
  subtitle?: string | undefined
  /** At most 20 UTF-16 units. */
  button_title?: unknown
  /** One screen with one question. */
  feedback_screens?: unknown
  /** `url` of the privacy policy. */
  business_privacy?: unknown
  /** 1 to 7 days. */
  expires_in_days?: unknown
}

/** A form for the customer's address. */
export type CustomerInformationTemplate = {
  template_type: 'customer_information'
  /** The countries for which the form asks. */
  countries?: unknown
  /** `url` of the privacy policy. */
  business_privacy?: unknown
  /** How many days the form can be filled in. */
  expires_in_days?: unknown
}

/** Pictures in a grid. */
export type ImageGridTemplate = {
  template_type: 'image_grid'
  /** Exactly one. */
  elements: ImageGridElement[]
}

/** The grid of an {@link ImageGridTemplate}. */
export type ImageGridElement = {
  /** 2 to 6 pictures. */
  images: { url: string; is_hero_image?: unknown; action?: unknown }[]
  /** At most 45 UTF-16 units. */
  title?: string | undefined
  /** At most 80 UTF-16 units. */
  subtitle?: string | undefined
  /** 1 to 3 buttons. */
  buttons?: Button[] | undefined
}

/** A form of the Page. */
export type InstantFormTemplate = {
  template_type: 'instant_form'
  /** The form's id. */
  form_id: string
}

/** Asks the customer to subscribe to marketing messages. */
export type NotificationMessagesTemplate = {
  template_type: 'notification_messages'
  /** The title of the question. */
  title?: unknown
  /** The address of a picture. */
  image_url?: unknown
  /** Comes back with the `optin` event. */
  payload?: unknown
  /** The customer's time zone. */
  notification_messages_timezone?: unknown
  /** How often messages will come. */
  notification_messages_frequency?: unknown
  /** The text of the button. */
  notification_messages_cta_text?: unknown
}

/** Asks the customer whether one notice may be sent. */
export type OneTimeTemplate = {
  template_type: 'one_time_notif_req'
  /** At most 65 UTF-16 units. */
  title: string
  /** Comes back with the `optin` event. */
  payload: string
}

/**
 * `message.template`: a template of the Page that Meta approved, sent with `messaging_type: UTILITY`.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/utility-messages
 */
export type UtilityTemplate = {
  /** The template's name. */
  name: string
  /** Its language, such as `en_US`. */
  language: { code: string }
  /** What fills it in. */
  components?: UtilityComponent[] | undefined
}

/** What fills one part of a {@link UtilityTemplate} in. */
export type UtilityComponent = {
  /** `header`, `body` or `buttons`. */
  type: string
  /** The kind of a button. */
  sub_type?: unknown
  /** Which button it is. */
  index?: unknown
  /** The values, in order. */
  parameters?: UtilityParameter[] | undefined
}

/** One value of a {@link UtilityComponent}. */
export type UtilityParameter = {
  /** `text`, `image`, `currency`, `date_time`; of a button `POSTBACK` or `URL`. */
  type: string
  /** The text, of type `text`. */
  text?: unknown
  /** The name of a named parameter. */
  parameter_name?: unknown
  /** The picture, of type `image`. */
  image?: unknown
  /** The amount, of type `currency`. */
  currency?: unknown
  /** The time, of type `date_time`. */
  date_time?: unknown
  /** What a tap on the button posts. */
  payload?: unknown
  /** The end of the address that a tap on the button opens. */
  url?: unknown
}
