import { hasKeys } from '../schema/has-keys.ts'
import { type MessengerAttachment, readAttachments } from './attachment.ts'
import type { Envelope, MessengerEvent } from './event.ts'
import { isWritten } from './id.ts'
import { isMilliseconds } from './timestamp.ts'

type Item = Readonly<Record<string, unknown>>

/**
 * Reads an item that is a text, attachments, a postback or a receipt and has exactly the fields that Meta always sends.
 * Nearly all items are such. Returns `undefined` for any other item, which its schema then reads.
 *
 * This reader is written by hand and asks for fields by name, which engines do fastest: a text takes a third of the time
 * of the schema. Every object must have exactly as many keys as were read, so no other field and no second event gets
 * lost.
 *
 * `test/messenger/usual-event.test.ts` compares the result with the schema's over mutated fixtures of every kind.
 */
export function usualEvent(item: Item, envelope: Envelope): MessengerEvent | undefined {
  if (!isBetweenUsualParties(item)) return undefined
  if (item.message !== undefined) return messageEvent(item, envelope)
  if (item.postback !== undefined) return postbackEvent(item, envelope)
  return receiptEvent(item, envelope)
}

type Party = { id: string }
type BetweenParties = Item & { sender: Party; recipient: Party }

function isBetweenUsualParties(item: Item): item is BetweenParties {
  return isUsualParty(item.sender) && isUsualParty(item.recipient)
}

function isUsualParty(value: unknown): value is Party {
  return hasKeys(value, 1) && isWritten(value.id)
}

function messageEvent(
  item: BetweenParties,
  { pageId, standby, entryTime }: Envelope,
): MessengerEvent | undefined {
  const { sender, recipient, timestamp } = item
  const message = usualMessage(item.message)
  if (message === undefined || !isMilliseconds(timestamp) || !hasKeys(item, 4)) return undefined
  const kind = 'message'
  return { sender, recipient, timestamp, message, pageId, standby, entryTime, kind, raw: item }
}

type Message = { mid: string; text: string } | { mid: string; attachments: MessengerAttachment[] }

function usualMessage(value: unknown): Message | undefined {
  if (!hasKeys(value, 2) || !hasMid(value)) return undefined
  if (isText(value)) return value
  const { mid, attachments } = value
  // It may have holes, which the schema passes over.
  if (!Array.isArray(attachments) || attachments.includes(undefined)) return undefined
  return { mid, attachments: readAttachments(attachments) }
}

function hasMid(value: Item): value is Item & { mid: string } {
  return isWritten(value.mid)
}

function isText(value: { mid: string; text?: unknown }): value is { mid: string; text: string } {
  return typeof value.text === 'string'
}

function postbackEvent(
  item: BetweenParties,
  { pageId, standby, entryTime }: Envelope,
): MessengerEvent | undefined {
  const { sender, recipient, timestamp, postback } = item
  if (!isUsualPostback(postback) || !isMilliseconds(timestamp)) return undefined
  if (!hasKeys(item, 4)) return undefined
  const kind = 'postback'
  return { sender, recipient, timestamp, postback, pageId, standby, entryTime, kind, raw: item }
}

type Postback = { mid: string; title: string; payload: string; referral?: UsualReferral }
type UsualReferral = { ref: string; source: string; type: string }

function isUsualPostback(value: unknown): value is Postback {
  if (!hasKeys(value, 3) && !hasKeys(value, 4)) return false
  const { mid, title, payload, referral } = value
  if (!isWritten(mid) || typeof title !== 'string' || typeof payload !== 'string') return false
  return hasKeys(value, 3) || isUsualReferral(referral)
}

function isUsualReferral(value: unknown): value is UsualReferral {
  if (!hasKeys(value, 3)) return false
  const { ref, source, type } = value
  return typeof ref === 'string' && typeof source === 'string' && typeof type === 'string'
}

/** Meta sends receipts with a `timestamp` and without. */
function receiptEvent(
  item: BetweenParties,
  { pageId, standby, entryTime }: Envelope,
): MessengerEvent | undefined {
  const { timestamp, delivery, read } = item
  const isUsual = hasKeys(item, 3) || (hasKeys(item, 4) && isMilliseconds(timestamp))
  if (!isUsual) return undefined
  if (isUsualDelivery(delivery)) {
    return { ...item, delivery, pageId, standby, entryTime, kind: 'delivery', raw: item }
  }
  if (!isUsualRead(read)) return undefined
  return { ...item, read, pageId, standby, entryTime, kind: 'read', raw: item }
}

function isUsualDelivery(value: unknown): value is { mids: string[]; watermark: number } {
  return hasKeys(value, 2) && isMilliseconds(value.watermark) && isListOfTexts(value.mids)
}

function isListOfTexts(value: unknown): value is string[] {
  if (!Array.isArray(value)) return false
  for (let index = 0; index < value.length; index += 1) {
    if (typeof value[index] !== 'string') return false
  }
  return true
}

function isUsualRead(value: unknown): value is { watermark: number } {
  return hasKeys(value, 1) && isMilliseconds(value.watermark)
}
