import type { EventKind } from '../../messenger/event.ts'
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

/** Every kind of event: what translates it, or why nothing does. */
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

  // No part of the conversation itself.
  optin: ignore('optin', 'an opt-in to notifications'),
  'account-linking': ignore('account-linking', 'an account was linked or unlinked'),
  handover: ignore('handover', 'the thread changes hands between apps'),
  policy: ignore('policy', 'a notice of Meta to the Page'),
  'game-play': ignore('game-play', 'a round of an instant game'),
  form: ignore('form', 'an instant form was submitted; its answers are in Lead Ads'),
  coupon: ignore('coupon', 'a coupon code was revealed'),
  'response-feedback': ignore('response-feedback', 'an opinion on an automated answer'),
  call: ignore('call', 'a voice call'),
} satisfies { [K in EventKind]: EventHandler<K> }

function ignore(reason: SkipReason, detail: string) {
  return function ignored(event: Parameters<typeof skip>[0]) {
    return skip(event, reason, detail)
  }
}
