/** What each cost may be at most, as a multiple of its floor. */
export const goals = {
  /** `JSON.parse` + `messengerToCim` against `JSON.parse`. */
  inbound: 2,
  /** `verifySignature` + `JSON.parse` + `messengerToCim` against HMAC + `JSON.parse`. */
  signed: 4,
  /** `cimToMessenger` against `JSON.stringify` of its request. */
  outbound: 1.5,
  /**
   * One event of a webhook with a thousand against one of a webhook with ten. Linear growth gives 1; the
   * margin is for the caches of the processor and the collector, anything quadratic is far beyond it.
   */
  growth: 2,
} as const
