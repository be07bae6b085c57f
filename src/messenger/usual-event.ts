import { hasKeys } from '../schema/has-keys.ts'
import { isWritten } from '../schema/is-written.ts'
import { type MessengerAttachment, readAttachments } from './attachment.ts'
import type { Envelope, MessengerEvent } from './event.ts'
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
export function usualEvent(
  item: Item,
  { pageId, standby, entryTime }: Envelope,
): MessengerEvent | undefined {
  const { sender, recipient, timestamp, postback, delivery, read } = item
  if (!isUsualParty(sender) || !isUsualParty(recipient)) return undefined
  const raw = item
  if (hasKeys(item, 4) && isMilliseconds(timestamp)) {
    const message = usualMessage(item.message)
    if (message !== undefined) {
      const kind = 'message'
      return { sender, recipient, timestamp, message, pageId, standby, entryTime, kind, raw }
    }
    if (isUsualPostback(postback)) {
      const kind = 'postback'
      return { sender, recipient, timestamp, postback, pageId, standby, entryTime, kind, raw }
    }
    if (isUsualDelivery(delivery)) {
      const kind = 'delivery'
      return { sender, recipient, timestamp, delivery, pageId, standby, entryTime, kind, raw }
    }
    if (!isUsualRead(read)) return undefined
    return { sender, recipient, timestamp, read, pageId, standby, entryTime, kind: 'read', raw }
  }
  // Meta sends receipts without a `timestamp` too.
  if (!hasKeys(item, 3)) return undefined
  if (isUsualDelivery(delivery)) {
    return { sender, recipient, delivery, pageId, standby, entryTime, kind: 'delivery', raw }
  }
  if (!isUsualRead(read)) return undefined
  return { sender, recipient, read, pageId, standby, entryTime, kind: 'read', raw }
}

function isUsualParty(value: unknown): value is { id: string } {
  return hasKeys(value, 1) && isWritten(value.id)
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

type Postback = { mid: string; title: string; payload: string; referral?: UsualReferral }
type UsualReferral = { ref: string; source: string; type: string }

function isUsualPostback(value: unknown): value is Postback {
  const isComplete = hasKeys(value, 3) || (hasKeys(value, 4) && isUsualReferral(value.referral))
  if (!isComplete) return false
  const { mid, title, payload } = value
  return isWritten(mid) && typeof title === 'string' && typeof payload === 'string'
}

function isUsualReferral(value: unknown): value is UsualReferral {
  if (!hasKeys(value, 3)) return false
  const { ref, source, type } = value
  return typeof ref === 'string' && typeof source === 'string' && typeof type === 'string'
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
