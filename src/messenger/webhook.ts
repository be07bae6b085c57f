import * as z from 'zod/mini'
import { presentIdSchema } from './id.ts'
import { lenient } from './lenient.ts'
import { timestampSchema } from './timestamp.ts'

/**
 * The envelope of a webhook body. Events are left unread here: each is read on its own, so that one
 * that is wrong cannot cost the others.
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks
 */
export const webhookSchema = z.looseObject({
  object: z.string(),
  entry: z.array(z.unknown()).check(z.minLength(1)),
})

/** One `entry` of a webhook body; its lists are read one by one for the same reason. */
export const entrySchema = z.looseObject({ id: lenient(presentIdSchema), time: timestampSchema })

/** As {@link entrySchema} reads it. */
export type Entry = Partial<z.infer<typeof entrySchema>>

/**
 * A subscription field with its value: an element of `entry[].changes`, and the whole body of what the
 * dashboard's "Test" button sends.
 */
export const changeSchema = z.looseObject({ field: z.string(), value: z.optional(z.unknown()) })

/** As {@link webhookSchema} reads it. */
export type Webhook = z.infer<typeof webhookSchema>

/** Fields that carry conversation events; all others concern the Page and its posts. */
export function isMessagingField(field: string): boolean {
  return /^(messages|message_(echoes|deliveries|reads|edits|reactions)|messaging_(?!integrity)\w+|standby|response_feedback|send_cart)$/.test(
    field,
  )
}
