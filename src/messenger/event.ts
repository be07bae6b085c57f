import type * as z from 'zod/mini'
import type { itemSchemas } from './item.ts'
import { isTrue } from './lenient.ts'

/** A kind of event that this package knows; each has its handler in `src/inbound/events`. */
export type EventKind = keyof typeof itemSchemas

/** What an event carries beside the wire's own fields. */
export type EventEnvelope<K extends EventKind> = {
  kind: K
  /** The Page that the webhook is about: `entry.id`. */
  pageId: string
  /** It came in `entry.standby`: another app owns the thread. */
  standby: boolean
  /** `entry.time` in ms, for events that bring no time of their own. */
  entryTime: number | undefined
  /** The item as it came, for whoever wants to keep it. */
  raw: unknown
}

/**
 * One event of a webhook, of one kind or (without argument) of any: the item as Meta sent it, ids as
 * strings and `timestamp` in ms, with its kind and its Page.
 */
export type EventOf<K extends EventKind = EventKind> = {
  [P in K]: EventEnvelope<P> & z.infer<(typeof itemSchemas)[P]>
}[K]

/** Any event that {@link parseWebhook} yields. */
export type MessengerEvent = EventOf

type Item = Readonly<Record<string, unknown>>

/** Wire keys in the order in which they decide; an echo and a coupon are told apart below. */
const kindByKey = [
  ['message', 'message'],
  ['message_edit', 'edit'],
  ['reaction', 'reaction'],
  ['postback', 'postback'],
  ['delivery', 'delivery'],
  ['read', 'read'],
  ['order', 'order'],
  ['messaging_customer_information', 'customer-information'],
  ['messaging_feedback', 'feedback'],
  ['referral', 'referral'],
  ['optin', 'optin'],
  ['account_linking', 'account-linking'],
  ['pass_thread_control', 'handover'],
  ['take_thread_control', 'handover'],
  ['request_thread_control', 'handover'],
  ['app_roles', 'handover'],
  ['policy_enforcement', 'policy'],
  ['game_play', 'game-play'],
  ['form', 'form'],
  ['template', 'coupon'],
  ['response_feedback', 'response-feedback'],
  ['call_permission_reply', 'call'],
  ['call_settings_update', 'call'],
] as const satisfies readonly (readonly [string, EventKind])[]

/** Which kind of event an item of `entry[].messaging[]` is, or undefined for one that is not known. */
export function kindOf(item: Item): EventKind | undefined {
  const kind = kindByKey.find(([key]) => item[key] !== undefined && item[key] !== null)?.[1]
  return kind === 'message' && isEcho(item.message) ? 'echo' : kind
}

function isEcho(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'is_echo' in message &&
    isTrue(message.is_echo)
  )
}
