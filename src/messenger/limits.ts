const docs = 'https://developers.facebook.com/docs/messenger-platform'

/**
 * Limits that Meta publishes, one row each with its unit and page. No other module of this package holds these numbers.
 * `characters` are UTF-16 units: Meta does not name the unit, and no other unit allows less text.
 */
export const limits = {
  /** `message.text`. */
  text: limit(2000, 'characters', 'reference/send-api'),
  /** `message.metadata`; documented as fewer than 1000. */
  metadata: limit(999, 'characters', 'reference/send-api'),
  /** `message.attachments`, images only. */
  attachments: limit(30, 'items', 'send-messages'),
  quickReplies: limit(13, 'items', 'send-messages/quick-replies'),
  quickReplyTitle: limit(20, 'characters', 'send-messages/quick-replies'),
  quickReplyPayload: limit(1000, 'characters', 'send-messages/quick-replies'),
  /** Buttons of a button template and of each element of a generic template. */
  buttons: limit(3, 'items', 'reference/templates/button'),
  buttonTitle: limit(20, 'characters', 'reference/buttons/postback'),
  buttonPayload: limit(1000, 'characters', 'reference/buttons/postback'),
  /** `expires_in_days` of a call button. */
  callButtonDays: limit(7, 'days', 'changelog'),
  /** `text` of a button template. */
  buttonText: limit(640, 'characters', 'reference/templates/button'),
  /** Elements of a generic template. */
  elements: limit(10, 'items', 'reference/templates/generic'),
  elementTitle: limit(80, 'characters', 'reference/templates/generic'),
  elementSubtitle: limit(80, 'characters', 'reference/templates/generic'),
  /** Elements of a receipt template. */
  receiptElements: limit(100, 'items', 'reference/templates/receipt'),
  /** Product ids of a product template. */
  products: limit(10, 'items', 'reference/templates/product'),
  couponTitle: limit(80, 'characters', 'reference/templates/coupon'),
  feedbackTitle: limit(65, 'characters', 'reference/templates/customer-feedback'),
  gridImages: limit(6, 'items', 'changelog'),
  gridTitle: limit(45, 'characters', 'changelog'),
  oneTimeTitle: limit(65, 'characters', 'send-messages/one-time-notification'),
  /** An image that Meta fetches from its URL, after encoding: 8 MB. */
  imageBytes: limit(8 * 1024 * 1024, 'bytes', 'reference/attachment-upload-api'),
  /** Audio, video, files, and images that are uploaded, after encoding: 25 MB. */
  fileBytes: limit(25 * 1024 * 1024, 'bytes', 'reference/attachment-upload-api'),
  /** How long Meta takes to fetch a video from its URL: 75 s. */
  videoFetch: limit(75_000, 'ms', 'reference/attachment-upload-api'),
  /** How long Meta takes to fetch other media from their URL: 10 s. */
  mediaFetch: limit(10_000, 'ms', 'reference/attachment-upload-api'),
  /** How long the id of a reusable attachment lives: 90 days. */
  attachmentIdLife: limit(90 * 24 * 60 * 60 * 1000, 'ms', 'send-messages/saving-assets'),
  /** Sends of a Page that are text, links, reactions or stickers. */
  textRate: limit(300, 'calls per second', 'overview/rate-limits'),
  /** Sends of a Page that are audio or video; Meta does not mention images and files. */
  mediaRate: limit(10, 'calls per second', 'overview/rate-limits'),
  /** How long after the customer's last act a Page may send anything: 24 h. */
  standardWindow: limit(24 * 60 * 60 * 1000, 'ms', 'policy/policy-overview'),
  /** How long thread control can be extended: 7 days. */
  threadControl: limit(7 * 24 * 60 * 60 * 1000, 'ms', 'conversation-routing'),
  /** The body of one webhook request that a receiver should accept. */
  webhookBytes: limit(1024 * 1024, 'bytes', 'webhooks'),
} as const

function limit<Max extends number, Unit extends string, Page extends string>(
  max: Max,
  unit: Unit,
  page: Page,
) {
  return { max, unit, source: `${docs}/${page}` } as const
}
