const docs = 'https://developers.facebook.com/docs/messenger-platform'

/**
 * Limits that Meta publishes, one row each with its unit and page. No other module of this package holds these numbers.
 * `characters` are UTF-16 units: Meta does not name the unit, and no other unit allows less text.
 */
export const limits = {
  /** `message.text`. */
  text: { max: 2000, unit: 'characters', source: `${docs}/reference/send-api` },
  /** `message.metadata`; documented as fewer than 1000. */
  metadata: { max: 999, unit: 'characters', source: `${docs}/reference/send-api` },
  /** `message.attachments`, images only. */
  attachments: { max: 30, unit: 'items', source: `${docs}/send-messages` },
  quickReplies: { max: 13, unit: 'items', source: `${docs}/send-messages/quick-replies` },
  quickReplyTitle: { max: 20, unit: 'characters', source: `${docs}/send-messages/quick-replies` },
  quickReplyPayload: {
    max: 1000,
    unit: 'characters',
    source: `${docs}/send-messages/quick-replies`,
  },
  /** Buttons of a button template and of each element of a generic template. */
  buttons: { max: 3, unit: 'items', source: `${docs}/reference/templates/button` },
  buttonTitle: { max: 20, unit: 'characters', source: `${docs}/reference/buttons/postback` },
  buttonPayload: { max: 1000, unit: 'characters', source: `${docs}/reference/buttons/postback` },
  /** `expires_in_days` of a call button. */
  callButtonDays: { max: 7, unit: 'days', source: `${docs}/changelog` },
  /** `text` of a button template. */
  buttonText: { max: 640, unit: 'characters', source: `${docs}/reference/templates/button` },
  /** Elements of a generic template. */
  elements: { max: 10, unit: 'items', source: `${docs}/reference/templates/generic` },
  elementTitle: { max: 80, unit: 'characters', source: `${docs}/reference/templates/generic` },
  elementSubtitle: { max: 80, unit: 'characters', source: `${docs}/reference/templates/generic` },
  /** Elements of a receipt template. */
  receiptElements: { max: 100, unit: 'items', source: `${docs}/reference/templates/receipt` },
  /** Product ids of a product template. */
  products: { max: 10, unit: 'items', source: `${docs}/reference/templates/product` },
  couponTitle: { max: 80, unit: 'characters', source: `${docs}/reference/templates/coupon` },
  feedbackTitle: {
    max: 65,
    unit: 'characters',
    source: `${docs}/reference/templates/customer-feedback`,
  },
  gridImages: { max: 6, unit: 'items', source: `${docs}/changelog` },
  gridTitle: { max: 45, unit: 'characters', source: `${docs}/changelog` },
  oneTimeTitle: {
    max: 65,
    unit: 'characters',
    source: `${docs}/send-messages/one-time-notification`,
  },
  /** An image that Meta fetches from its URL, after encoding: 8 MB. */
  imageBytes: {
    max: 8 * 1024 * 1024,
    unit: 'bytes',
    source: `${docs}/reference/attachment-upload-api`,
  },
  /** Audio, video, files, and images that are uploaded, after encoding: 25 MB. */
  fileBytes: {
    max: 25 * 1024 * 1024,
    unit: 'bytes',
    source: `${docs}/reference/attachment-upload-api`,
  },
  /** How long Meta takes to fetch a video from its URL: 75 s. */
  videoFetch: {
    max: 75_000,
    unit: 'ms',
    source: `${docs}/reference/attachment-upload-api`,
  },
  /** How long Meta takes to fetch other media from their URL: 10 s. */
  mediaFetch: {
    max: 10_000,
    unit: 'ms',
    source: `${docs}/reference/attachment-upload-api`,
  },
  /** How long the id of a reusable attachment lives: 90 days. */
  attachmentIdLife: {
    max: 90 * 24 * 60 * 60 * 1000,
    unit: 'ms',
    source: `${docs}/send-messages/saving-assets`,
  },
  /** Sends of a Page that are text, links, reactions or stickers. */
  textRate: { max: 300, unit: 'calls per second', source: `${docs}/overview/rate-limits` },
  /** Sends of a Page that are audio or video; Meta does not mention images and files. */
  mediaRate: { max: 10, unit: 'calls per second', source: `${docs}/overview/rate-limits` },
  /** How long after the customer's last act a Page may send anything: 24 h. */
  standardWindow: {
    max: 24 * 60 * 60 * 1000,
    unit: 'ms',
    source: `${docs}/policy/policy-overview`,
  },
  /** How long thread control can be extended: 7 days. */
  threadControl: {
    max: 7 * 24 * 60 * 60 * 1000,
    unit: 'ms',
    source: `${docs}/conversation-routing`,
  },
  /** The body of one webhook request that a receiver should accept. */
  webhookBytes: { max: 1024 * 1024, unit: 'bytes', source: `${docs}/webhooks` },
} as const
