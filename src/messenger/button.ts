import * as z from 'zod'
import { limits } from './limits.ts'

const title = z.string().min(1).max(limits.buttonTitle.max)
const payload = z.string().min(1).max(limits.buttonPayload.max)
const url = z.string().regex(/^https?:\/\//)

const webUrlSchema = z.strictObject({
  type: z.literal('web_url'),
  url,
  title: title.optional(),
  webview_height_ratio: z.enum(['compact', 'tall', 'full']).optional(),
  messenger_extensions: z.boolean().optional(),
  fallback_url: url.optional(),
  webview_share_button: z.literal('hide').optional(),
})

/**
 * A button of a template.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/buttons
 */
export const buttonSchema = z.discriminatedUnion('type', [
  webUrlSchema.extend({ title }),
  z.strictObject({ type: z.literal('postback'), title, payload }),
  z.strictObject({ type: z.literal('phone_number'), title, payload }),
  z.strictObject({ type: z.literal('account_link'), url }),
  z.strictObject({ type: z.literal('account_unlink') }),
  z.strictObject({
    type: z.literal('game_play'),
    title,
    payload: payload.optional(),
    game_metadata: z.looseObject({}).optional(),
  }),
  z.strictObject({
    type: z.literal('audio_call'),
    title,
    expires_in_days: z.number().int().min(1).max(limits.callButtonDays.max).optional(),
  }),
])

/** What a tap on an element itself opens: a link button without title. */
export const defaultActionSchema = webUrlSchema.omit({ title: true })

/** As {@link buttonSchema} reads it. */
export type Button = z.infer<typeof buttonSchema>
