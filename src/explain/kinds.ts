import type { EventKind } from '../messenger/event.ts'

/** What happened, in words, by the kind of event. */
const kinds = {
  message: 'The customer wrote',
  echo: 'The Page wrote',
  edit: 'The customer changed a message',
  reaction: 'The customer reacted to a message',
  postback: 'The customer tapped a button',
  delivery: 'Messages reached the customer',
  read: 'The customer read messages',
  order: 'The customer sent a cart',
  'customer-information': 'The customer filled in a form',
  feedback: 'The customer gave feedback',
  referral: 'The customer came by a link',
  optin: 'The customer opted in to notifications',
  'account-linking': 'The customer linked or unlinked an account',
  handover: 'The conversation changed hands',
  policy: 'Meta sent the Page a notice',
  'game-play': 'The customer played a game',
  form: 'The customer submitted an instant form',
  coupon: 'The customer revealed a coupon',
  'response-feedback': 'The customer rated an answer',
  call: 'A voice call',
} as const satisfies Record<EventKind, string>

/** The words for a kind, also for an unknown one. */
export function titleOf(kind: string): string {
  return new Map<string, string>(Object.entries(kinds)).get(kind) ?? `An event: ${kind}`
}
