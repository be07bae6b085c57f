import * as z from 'zod'
import { idSchema } from './id.ts'
import { timestampSchema } from './timestamp.ts'

/**
 * The envelope of a webhook body. Events are left unread here: each is read on its own, so that one
 * that is wrong cannot cost the others.
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks
 */
export const webhookSchema = z.looseObject({
  object: z.string(),
  entry: z.array(z.unknown()).min(1),
})

/** One `entry` of a webhook body; its lists are read one by one for the same reason. */
export const entrySchema = z.looseObject({
  id: idSchema.nullish(),
  time: timestampSchema,
  messaging: z.unknown().optional(),
  standby: z.unknown().optional(),
  changes: z.unknown().optional(),
  calls: z.unknown().optional(),
})

/** As {@link entrySchema} reads it. */
export type Entry = Partial<z.infer<typeof entrySchema>>

/**
 * A subscription field with its value: an element of `entry[].changes`, and the whole body of what the
 * dashboard's "Test" button sends.
 */
export const changeSchema = z.looseObject({ field: z.string(), value: z.unknown().optional() })

/** As {@link webhookSchema} reads it. */
export type Webhook = z.infer<typeof webhookSchema>
