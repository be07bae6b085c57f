import * as z from 'zod/mini'
import { maxUnits } from '../schema/max-units.ts'
import { buttonSchema, defaultActionSchema } from './button.ts'
import { limits } from './limits.ts'
import { receiptSchema } from './receipt.ts'
import { addressSchema, visibleText } from './text.ts'

const buttons = z.array(buttonSchema).check(z.minLength(1), z.maxLength(limits.buttons.max))
const text = z.string()
const subtitle = z.optional(z.string().check(maxUnits(limits.elementSubtitle.max)))
const sharable = z.optional(z.boolean())
/** A field of a template that this package does not write: Meta checks it. */
const unchecked = z.optional(z.unknown())

/** One card of a generic template: something besides its title. */
export const genericElementSchema = z
  .strictObject({
    title: visibleText(limits.elementTitle.max),
    subtitle,
    image_url: z.optional(addressSchema),
    default_action: z.optional(defaultActionSchema),
    buttons: z.optional(buttons),
  })
  .check(
    z.refine(
      ({ subtitle, image_url, default_action, buttons }) =>
        [subtitle || undefined, image_url, default_action, buttons].some(
          (property) => property !== undefined,
        ),
      'needs one property besides its title',
    ),
  )

/** The medium of a media template: by the id of an upload or by its address on Facebook. */
export const mediaElementSchema = z
  .looseObject({
    media_type: z.enum(['image', 'video']),
    attachment_id: z.optional(z.union([text.check(z.minLength(1)), z.int()])),
    url: z.optional(addressSchema),
    buttons: z.optional(buttons),
  })
  .check(
    z.refine(
      ({ attachment_id, url }) => (attachment_id ?? url) !== undefined,
      'needs attachment_id or url',
    ),
  )

/**
 * `payload` of a template attachment. Those that this package writes are strict; the others, which only
 * a CUSTOM body brings, are held to their published limits and otherwise open.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/templates
 */
export const templatePayloadSchema = z.discriminatedUnion('template_type', [
  z.strictObject({
    template_type: z.literal('generic'),
    elements: z.array(genericElementSchema).check(z.minLength(1), z.maxLength(limits.elements.max)),
    sharable,
    image_aspect_ratio: z.optional(z.enum(['horizontal', 'square'])),
  }),
  z.strictObject({
    template_type: z.literal('button'),
    text: visibleText(limits.buttonText.max),
    buttons,
    sharable,
  }),
  receiptSchema,
  z.looseObject({
    template_type: z.literal('media'),
    sharable: unchecked,
    elements: z.array(mediaElementSchema).check(z.minLength(1), z.maxLength(1)),
  }),
  z.looseObject({
    template_type: z.literal('product'),
    elements: z
      .array(z.looseObject({ id: text }))
      .check(z.minLength(1), z.maxLength(limits.products.max)),
  }),
  z.looseObject({
    template_type: z.literal('coupon'),
    title: text.check(maxUnits(limits.couponTitle.max)),
    subtitle,
    coupon_code: unchecked,
    coupon_url: unchecked,
    coupon_url_button_title: unchecked,
    coupon_pre_message: unchecked,
    image_url: unchecked,
    payload: unchecked,
  }),
  z.looseObject({
    template_type: z.literal('customer_feedback'),
    title: text.check(maxUnits(limits.feedbackTitle.max)),
    subtitle,
    button_title: unchecked,
    feedback_screens: unchecked,
    business_privacy: unchecked,
    expires_in_days: unchecked,
  }),
  z.looseObject({
    template_type: z.literal('customer_information'),
    countries: unchecked,
    business_privacy: unchecked,
    expires_in_days: unchecked,
  }),
  z.looseObject({
    template_type: z.literal('image_grid'),
    elements: z
      .array(
        z.looseObject({
          images: z
            .array(
              z.looseObject({ url: addressSchema, is_hero_image: unchecked, action: unchecked }),
            )
            .check(z.minLength(2), z.maxLength(limits.gridImages.max)),
          title: z.optional(text.check(maxUnits(limits.gridTitle.max))),
          subtitle,
          buttons: z.optional(buttons),
        }),
      )
      .check(z.minLength(1), z.maxLength(1)),
  }),
  z.looseObject({ template_type: z.literal('instant_form'), form_id: text }),
  z.looseObject({
    template_type: z.literal('notification_messages'),
    title: unchecked,
    image_url: unchecked,
    payload: unchecked,
    notification_messages_timezone: unchecked,
    notification_messages_frequency: unchecked,
    notification_messages_cta_text: unchecked,
  }),
  z.looseObject({
    template_type: z.literal('one_time_notif_req'),
    title: text.check(maxUnits(limits.oneTimeTitle.max)),
    payload: text,
  }),
])
