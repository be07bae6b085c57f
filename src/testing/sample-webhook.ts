import { fieldOf } from '../cim/field-of.ts'
import { PayloadError, readPayload } from '../errors.ts'
import { type AttachmentType, attachmentTypes } from '../messenger/attachment.ts'
import type { EventKind } from '../messenger/event.ts'
import { itemSchemas, type WireItem } from '../messenger/item.ts'
import { parseWebhook } from '../messenger/parse-webhook.ts'
import { type Changes, withChanges } from './changes.ts'
import { checkKind } from './known-kind.ts'
import { attachments } from './samples/attachments.ts'
import { events } from './samples/events.ts'
import { sampleIds } from './samples/ids.ts'

/** The kind of a sample: a kind of event, a type of attachment, or a text with a quick reply or quote. */
export type SampleWebhookKind = EventKind | AttachmentType | 'quick-reply' | 'reply-to'

/** The event of a sample, as Meta writes it; attachments, quick replies and quotes come in messages. */
export type SampleItem<K extends SampleWebhookKind> = WireItem<K extends EventKind ? K : 'message'>

/** A webhook body with one event. */
export type SampleWebhook<K extends SampleWebhookKind = SampleWebhookKind> = {
  object: 'page'
  /** The Page, the time, and the event. */
  entry: [{ id: string; time: number; messaging: [SampleItem<K>] }]
}

const { mid, pageMid } = sampleIds

const items: { readonly [K in SampleWebhookKind]: SampleItem<K> } = {
  ...events,
  image: withAttachment('image'),
  audio: withAttachment('audio'),
  video: withAttachment('video'),
  file: withAttachment('file'),
  sticker: withAttachment('sticker'),
  location: withAttachment('location'),
  fallback: withAttachment('fallback'),
  share: withAttachment('share'),
  post: withAttachment('post'),
  ig_post: withAttachment('ig_post'),
  reel: withAttachment('reel'),
  ig_reel: withAttachment('ig_reel'),
  template: withAttachment('template'),
  appointment_booking: withAttachment('appointment_booking'),
  'quick-reply': {
    ...events.message,
    message: { mid, text: 'Yes, please', quick_reply: { payload: 'CONFIRM_4411' } },
  },
  'reply-to': {
    ...events.message,
    message: { mid, text: 'Is it the blue one?', reply_to: { mid: pageMid } },
  },
}

/**
 * A webhook body with one event of the given kind, as Meta posts it; always the same one.
 *
 * @param kind a kind of event (`postback`), a type of attachment (`image`), `quick-reply` or `reply-to`
 * @param changes fields of the event to change, to any depth: objects are merged, lists replaced, and `undefined`
 * removes a field. `entry[0].id` follows the Page that the event names.
 * @throws {PayloadError} when the kind is unknown, or the result is an event of another kind or malformed; for those, change
 * the returned body
 *
 * @example
 * sampleWebhook('postback', { sender: { id: '7312345678909999' }, postback: { payload: 'BUY' } })
 */
export function sampleWebhook<K extends SampleWebhookKind>(
  kind: K,
  changes?: Changes<SampleItem<K>>,
): SampleWebhook<K> {
  checkKind('kind', kind, sampleWebhookKinds)
  const item = withChanges(items[kind], changes ?? {})
  assertItem(kind, item)
  const entry = { id: pageOf(kind, item), time: 1795382400535 }
  return { object: 'page', entry: [{ ...entry, messaging: [item] }] }
}

/** Every kind that {@link sampleWebhook} knows. */
export const sampleWebhookKinds: readonly SampleWebhookKind[] = [
  ...Object.keys(itemSchemas()).filter(isEventKind),
  ...attachmentTypes,
  'quick-reply',
  'reply-to',
]

function withAttachment(type: AttachmentType): WireItem<'message'> {
  return { ...events.message, message: { mid, attachments: [attachments[type]] } }
}

function assertItem<K extends SampleWebhookKind>(
  kind: K,
  item: unknown,
): asserts item is SampleItem<K> {
  const wanted = isEventKind(kind) ? kind : 'message'
  readPayload('webhook', itemSchemas()[wanted], item)
  const { events } = parseWebhook({ object: 'page', entry: [{ messaging: [item] }] })
  if (events[0]?.kind === wanted) return
  throw new PayloadError('webhook', [{ path: [], message: `expected an event of kind ${wanted}` }])
}

function isEventKind(kind: string): kind is EventKind {
  return Object.hasOwn(itemSchemas(), kind)
}

/** Echoes come from the Page, everything else goes to it. */
function pageOf(kind: SampleWebhookKind, item: unknown): string {
  const page = fieldOf(item, kind === 'echo' ? 'sender' : 'recipient')
  return String(fieldOf(page, 'id') ?? sampleIds.pageId)
}
