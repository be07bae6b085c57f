/** Why an event became no message. The list is complete. */
export const skipReasons = [
  'own-echo',
  'echo',
  'standby',
  'instagram',
  'page-change',
  'unresolved-message',
  'referral',
  'optin',
  'account-linking',
  'handover',
  'policy',
  'game-play',
  'form',
  'coupon',
  'response-feedback',
  'call',
  'unknown-event',
  'malformed-event',
] as const

/** One of {@link skipReasons}. */
export type SkipReason = (typeof skipReasons)[number]

/** An event that became no message. */
export type SkippedEvent = {
  /** Why it became no message. */
  reason: SkipReason
  /** The kind of event, or Meta's own key for an unknown kind. */
  kind: string
  /** For people: what it was, or what is wrong and where. It never quotes a message. */
  detail: string
  /** The unchanged event. */
  raw: unknown
}
