import type { SkipReason } from '../messenger/skipped.ts'

/** Why an event was skipped, in a sentence, and what to do about it, if anything. */
export const reasons = {
  'own-echo': 'Meta confirms a message that CX sent itself. The agent has it already.',
  echo: 'The Page sent this by other means, such as its inbox or another app. With `echoes: "translate"` the agent sees it too.',
  standby:
    'Another app owns the conversation. With `standby: "translate"` the agent sees it all the same.',
  instagram: 'This is an event of Instagram, which is another channel of CX.',
  'page-change':
    'Something changed on the Page itself, such as a post or a comment. It belongs to no private conversation.',
  'unresolved-message':
    'It names messages, or a person, that are not known here. A connector finds sent messages in its message log.',
  referral: 'The customer came by a link or an advertisement and has not written yet.',
  optin: 'The customer agreed to get notifications. They wrote nothing.',
  'account-linking': 'The customer linked or unlinked an account. They wrote nothing.',
  handover: 'The conversation passes from one app to another.',
  policy: 'Meta warns or blocks the Page. The people who run the Page must act on it.',
  'game-play': 'The customer played an instant game.',
  form: 'The customer submitted an instant form. Its answers are in Lead Ads.',
  coupon: 'The customer revealed the code of a coupon.',
  'response-feedback': 'The customer rated an automated answer.',
  call: 'It is about a voice call.',
  'unknown-event': 'This version does not know this kind of event. A newer one may.',
  'malformed-event': 'The event does not have the form that Meta documents, so it cannot be read.',
} as const satisfies Record<SkipReason, string>
