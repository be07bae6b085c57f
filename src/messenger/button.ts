import * as z from 'zod/mini'
import { filledText, integer, optionalFlag, text } from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { atMost } from '../schema/length.ts'
import { limits } from './limits.ts'
import { addressSchema, optionalAddress, visibleText } from './text.ts'

const title = later(() => visibleText(limits.buttonTitle.max))
const payload = later(() => filledText.check(atMost(limits.buttonPayload.max)))

const webUrl = later(() => ({
  type: z.literal('web_url'),
  url: addressSchema,
  webview_height_ratio: z.optional(z.literal(['compact', 'tall', 'full'])),
  messenger_extensions: optionalFlag,
  fallback_url: optionalAddress,
  webview_share_button: z.optional(z.literal('hide')),
}))

/**
 * A button of a template.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/buttons
 */
export const buttonSchema = later(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ ...webUrl(), title: title() }),
    z.strictObject({ type: z.literal('postback'), title: title(), payload: payload() }),
    z.strictObject({
      type: z.literal('phone_number'),
      title: title(),
      /** E.164. */
      payload: text.check(
        z.regex(/^\+[1-9]\d{3,14}$/, 'expected a phone number such as +4930123456'),
      ),
    }),
    z.strictObject({
      type: z.literal('account_link'),
      url: addressSchema.check(z.regex(/^https:/, 'expected an https address')),
    }),
    z.strictObject({ type: z.literal('account_unlink') }),
    z.strictObject({
      type: z.literal('game_play'),
      title: title(),
      payload: z.optional(payload()),
      game_metadata: z.optional(z.looseObject({})),
    }),
    z.strictObject({
      type: z.literal('audio_call'),
      title: title(),
      expires_in_days: z.optional(integer.check(z.gte(1), z.lte(limits.callButtonDays.max))),
    }),
  ]),
)

/** What a tap on an element itself opens: a link button without title. */
export const defaultActionSchema = later(() => z.strictObject(webUrl()))

/**
 * A button of a template.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/buttons
 */
export type Button =
  | WebUrlButton
  | PostbackButton
  | PhoneNumberButton
  | AccountLinkButton
  | AccountUnlinkButton
  | GamePlayButton
  | AudioCallButton

/** Opens a page. */
export type WebUrlButton = DefaultAction & {
  /** What the customer reads on it: at most 20 UTF-16 units. */
  title: string
}

/** What a tap on an element itself opens: a link button without title. */
export type DefaultAction = {
  type: 'web_url'
  /** An absolute http or https address. */
  url: string
  /** How much of the screen the page gets; Meta's default is `full`. */
  webview_height_ratio?: 'compact' | 'tall' | 'full' | undefined
  /** Whether the page uses the Messenger Extensions. */
  messenger_extensions?: boolean | undefined
  /** Opened where the Messenger Extensions are not supported. */
  fallback_url?: string | undefined
  /** `hide` takes the share button away. */
  webview_share_button?: 'hide' | undefined
}

/** Posts its payload back, as a `postback` event. */
export type PostbackButton = {
  type: 'postback'
  /** What the customer reads on it: at most 20 UTF-16 units. */
  title: string
  /** What comes back: at most 1000 UTF-16 units. */
  payload: string
}

/** Calls a telephone number. */
export type PhoneNumberButton = {
  type: 'phone_number'
  /** What the customer reads on it: at most 20 UTF-16 units. */
  title: string
  /** The number as E.164: `+` and digits. */
  payload: string
}

/** Logs the customer in to an account of yours. */
export type AccountLinkButton = {
  type: 'account_link'
  /** An https address. */
  url: string
}

/** Logs the customer out of it. */
export type AccountUnlinkButton = { type: 'account_unlink' }

/** Starts an Instant Game. */
export type GamePlayButton = {
  type: 'game_play'
  /** What the customer reads on it: at most 20 UTF-16 units. */
  title: string
  /** What the game gets: at most 1000 UTF-16 units. */
  payload?: string | undefined
  /** Whom the game is played with. */
  game_metadata?: { [field: string]: unknown } | undefined
}

/** Calls the business within Messenger. */
export type AudioCallButton = {
  type: 'audio_call'
  /** What the customer reads on it: at most 20 UTF-16 units. */
  title: string
  /** How long it works, 1 to 7 days. */
  expires_in_days?: number | undefined
}
