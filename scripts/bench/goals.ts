/** What each cost may be at most; ratios as multiples of their floor. */
export const goals = {
  /** Text, postback, receipt: `JSON.parse` + `messengerToCim` against `JSON.parse`. */
  inbound: 2.2,
  threeAttachments: 3.3,
  oneLink: 4,
  /** `verifySignature` + `JSON.parse` + `messengerToCim` against HMAC + `JSON.parse`. */
  signed: 2.5,
  /** A body with a thousand events, against `JSON.parse` of it. */
  thousandEvents: 3.3,
  /** `cimToMessenger` against `JSON.stringify` of its requests. */
  outbound: { PLAIN: 1.5, IMAGE: 1.8, BUTTON: 4 },
  /** 64 KB of text with 500 links, against `JSON.parse`. */
  manyLinks: 30,
  /** 64 KB of text, rendered and cut, against one pass of `Intl.Segmenter` over its graphemes. */
  longText: 1.5,
  /** What the translation of a text leaves to the collector, without `JSON.parse`, in kB. */
  heap: 5,
  /** Webhook handler, connector and CCM client against signature, `JSON.parse` and one `fetch` of JSON. */
  carried: 1.5,
  /** CPU time of importing the root entry point, against importing zod/mini. */
  start: 1.4,
  /** The root entry point in a bundle with its dependencies, minified and gzipped, in kB of 1000 bytes. */
  bundle: 52,
  /**
   * One event of a webhook with a thousand against one of a webhook with ten. Linear growth gives 1; the
   * margin is for the caches of the processor and the collector, anything quadratic is far beyond it.
   */
  growth: 2,
} as const
