import * as z from 'zod/mini'
import { anything, text } from '../schema/fields.ts'
import { hasKeys } from '../schema/has-keys.ts'
import { isWritten } from '../schema/is-written.ts'
import { atLeast } from '../schema/length.ts'
import { presentIdSchema } from './id.ts'
import { lenient } from './lenient.ts'
import { isMilliseconds, timestampSchema } from './timestamp.ts'

/**
 * The envelope of a webhook body. It does not read the events: each is read on its own, so that a malformed one does
 * not affect the others.
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks
 */
export const webhookSchema = z.looseObject({
  object: text,
  entry: z.array(z.unknown()).check(atLeast(1)),
})

/** The result of {@link webhookSchema}. */
export type Webhook = z.infer<typeof webhookSchema>

/** Whether a body has the usual form, which needs no schema to read it. */
export function isUsualWebhook(value: unknown): value is Webhook {
  return hasKeys(value, 2) && typeof value.object === 'string' && isFilledList(value.entry)
}

function isFilledList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0
}

/** One `entry` of a webhook body; its lists are read one by one for the same reason. */
export const entrySchema = z.looseObject({
  id: lenient(() => presentIdSchema),
  time: timestampSchema,
})

/** The result of {@link entrySchema}. */
export type Entry = z.infer<typeof entrySchema>

/** Whether an entry has the usual form: the two fields that Meta always sends, and a list of items. */
export function isUsualEntry(value: unknown): value is Entry {
  return (
    hasKeys(value, 3) &&
    isWritten(value.id) &&
    isMilliseconds(value.time) &&
    Array.isArray(value.messaging)
  )
}

/**
 * A subscription field with its value: an element of `entry[].changes`, and the whole body of what the
 * dashboard's "Test" button sends.
 */
export const changeSchema = z.looseObject({ field: text, value: anything })

/** Fields that carry conversation events; all others concern the Page and its posts. */
export function isMessagingField(field: string): boolean {
  return /^(messages|message_(echoes|deliveries|reads|edits|reactions)|messaging_(?!integrity)\w+|standby|response_feedback|send_cart)$/.test(
    field,
  )
}
