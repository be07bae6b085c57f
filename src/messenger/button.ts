import * as z from 'zod/mini'
import { limits } from './limits.ts'
import { addressSchema, visibleText } from './text.ts'

const title = visibleText(limits.buttonTitle.max)
const payload = z.string().check(z.minLength(1), z.maxLength(limits.buttonPayload.max))

const webUrlSchema = z.strictObject({
  type: z.literal('web_url'),
  url: addressSchema,
  title: z.optional(title),
  webview_height_ratio: z.optional(z.enum(['compact', 'tall', 'full'])),
  messenger_extensions: z.optional(z.boolean()),
  fallback_url: z.optional(addressSchema),
  webview_share_button: z.optional(z.literal('hide')),
})

/**
 * A button of a template.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/buttons
 */
export const buttonSchema = z.discriminatedUnion('type', [
  z.extend(webUrlSchema, { title }),
  z.strictObject({ type: z.literal('postback'), title, payload }),
  z.strictObject({
    type: z.literal('phone_number'),
    title,
    /** E.164. */
    payload: z.string().check(z.regex(/^\+[1-9]\d{3,14}$/)),
  }),
  z.strictObject({
    type: z.literal('account_link'),
    url: addressSchema.check(z.regex(/^https:/)),
  }),
  z.strictObject({ type: z.literal('account_unlink') }),
  z.strictObject({
    type: z.literal('game_play'),
    title,
    payload: z.optional(payload),
    game_metadata: z.optional(z.looseObject({})),
  }),
  z.strictObject({
    type: z.literal('audio_call'),
    title,
    expires_in_days: z.optional(z.int().check(z.gte(1), z.lte(limits.callButtonDays.max))),
  }),
])

/** What a tap on an element itself opens: a link button without title. */
export const defaultActionSchema = z.omit(webUrlSchema, { title: true })

/** As {@link buttonSchema} reads it. */
export type Button = z.infer<typeof buttonSchema>
