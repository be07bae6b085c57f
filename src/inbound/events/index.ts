import type { EventKind, EventOf } from '../../messenger/event.ts'
import type { SkipReason } from '../../messenger/skipped.ts'
import type { EventHandler } from '../handler.ts'
import { skip } from '../skip.ts'
import { customerInformation } from './customer-information.ts'
import { delivery } from './delivery.ts'
import { echo } from './echo.ts'
import { edit } from './edit.ts'
import { feedback } from './feedback.ts'
import { message } from './message.ts'
import { order } from './order.ts'
import { postback } from './postback.ts'
import { reaction } from './reaction.ts'
import { read } from './read.ts'
import { referral } from './referral.ts'

/** The translation of every kind of event, or the reason to skip it. */
export const events = {
  message,
  echo,
  edit,
  reaction,
  postback,
  delivery,
  read,
  order,
  'customer-information': customerInformation,
  feedback,
  referral,

  // Not part of the conversation itself.
  optin: ignore('an opt-in to notifications'),
  'account-linking': ignore('an account was linked or unlinked'),
  handover: ignore('the thread changes hands between apps'),
  policy: ignore('a notice of Meta to the Page'),
  'game-play': ignore('a round of an instant game'),
  form: ignore('an instant form was submitted; its answers are in Lead Ads'),
  coupon: ignore('a coupon code was revealed'),
  'response-feedback': ignore('an opinion on an automated answer'),
  call: ignore('a voice call'),
} satisfies { [K in EventKind]: EventHandler<K> }

function ignore(detail: string) {
  return function ignored(event: EventOf<EventKind & SkipReason>) {
    return skip(event, event.kind, detail)
  }
}
