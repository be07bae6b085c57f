import type { EventItems } from './item-types.ts'
import { isTrue } from './lenient.ts'

/** A kind of event that this package knows. */
export type EventKind = keyof EventItems

/** The fields that this package adds to an event. */
export type EventEnvelope<K extends EventKind> = {
  /** What kind of event it is. */
  kind: K
  /** The Page that the webhook is about: `entry.id`. */
  pageId: string
  /** Whether it came in `entry.standby`: another app owns the thread. */
  standby: boolean
  /** `entry.time` in ms since 1970, for events without a time of their own. */
  entryTime: number | undefined
  /** The unchanged item, with the fields that the types do not list. {@link fieldOf} reads them. */
  raw: unknown
}

/** The fields of an event that come from its place in the body. */
export type Envelope = Omit<EventEnvelope<EventKind>, 'kind' | 'raw'>

/**
 * One event of a webhook, of one kind or (without argument) of any: the item as Meta sent it, ids as
 * strings and `timestamp` in ms, with its kind and its Page.
 */
export type EventOf<K extends EventKind = EventKind> = { [P in K]: Flat<EnvelopedItem<P>> }[K]

/** The same as an intersection, before {@link Flat} shows its fields. */
export type EnvelopedItem<K extends EventKind> = {
  [P in K]: EventEnvelope<P> & EventItems[P]
}[K]

/** Shows the fields of an intersection instead of its parts. */
type Flat<T> = { [P in keyof T]: T[P] }

/** Any event that {@link parseWebhook} yields. */
export type MessengerEvent = EventOf

type Item = Readonly<Record<string, unknown>>

/** Which kind of event each wire key stands for; the events of one item come in this order. */
const kindByKey: ReadonlyMap<string, EventKind> = new Map(
  Object.entries({
    message: 'message',
    message_edit: 'edit',
    reaction: 'reaction',
    postback: 'postback',
    delivery: 'delivery',
    read: 'read',
    order: 'order',
    messaging_customer_information: 'customer-information',
    messaging_feedback: 'feedback',
    referral: 'referral',
    // What a person filled in for a lead ad, beside its referral.
    lead: 'referral',
    optin: 'optin',
    account_linking: 'account-linking',
    pass_thread_control: 'handover',
    take_thread_control: 'handover',
    request_thread_control: 'handover',
    app_roles: 'handover',
    policy_enforcement: 'policy',
    // Another spelling in the documentation of the field.
    'policy-enforcement': 'policy',
    game_play: 'game-play',
    form: 'form',
    template: 'coupon',
    response_feedback: 'response-feedback',
    call_permission_reply: 'call',
    call_settings_update: 'call',
  }),
)

const order: readonly EventKind[] = ['echo', ...new Set(kindByKey.values())]

/** Keys that belong to the event beside them and are not events themselves. */
const companions: ReadonlySet<string> = new Set([
  ...['sender', 'recipient', 'timestamp'],
  // The app that had the thread before: lead ads.
  'hop_context',
  // What a plugin showed before the person wrote: the retired checkbox.
  'prior_message',
])

/** What an item of `entry[].messaging[]` holds. */
export type Contents = {
  /** Usually one; none when no kind is known. */
  kinds: readonly EventKind[]
  /** Keys that look like an event of an unknown kind. */
  unknown: readonly string[]
}

/** Finds the events in an item: those of known kinds, and keys that look like an event of an unknown kind. */
export function contentsOf(item: Item): Contents {
  const keys = Object.keys(item).filter((key) => isPresent(item[key]))
  const found = new Set(keys.map((key) => kindOf(key, item)))
  // A referral beside a message or postback is part of that event, unless it has the answers of a lead ad.
  const isPart = (found.has('message') || found.has('postback')) && !isPresent(item.lead)
  return {
    kinds: order.filter((kind) => found.has(kind) && !(isPart && kind === 'referral')),
    unknown: keys.filter(
      (key) => !kindByKey.has(key) && !companions.has(key) && typeof item[key] === 'object',
    ),
  }
}

function kindOf(key: string, item: Item): EventKind | undefined {
  return key === 'message' && isEcho(item.message) ? 'echo' : kindByKey.get(key)
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null
}

function isEcho(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'is_echo' in message &&
    isTrue(message.is_echo)
  )
}
