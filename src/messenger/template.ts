import * as z from 'zod/mini'
import { anything, filledText, integer, optionalFlag, text } from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { buttonSchema, defaultActionSchema } from './button.ts'
import { limits } from './limits.ts'
import { receiptSchema } from './receipt.ts'
import { addressSchema, listUpTo, optionalAddress, textUpTo, visibleText } from './text.ts'

const buttons = later(() => listUpTo(limits.buttons.max, buttonSchema()))
const subtitle = later(() => z.optional(textUpTo(limits.elementSubtitle.max)))

/** One card of a generic template: something besides its title. */
export const genericElementSchema = later(() =>
  z
    .strictObject({
      title: visibleText(limits.elementTitle.max),
      subtitle: subtitle(),
      image_url: optionalAddress,
      default_action: z.optional(defaultActionSchema()),
      buttons: z.optional(buttons()),
    })
    .check(
      z.refine(
        ({ subtitle, image_url, default_action, buttons }) =>
          [subtitle || undefined, image_url, default_action, buttons].some(
            (property) => property !== undefined,
          ),
        'needs one property besides its title',
      ),
    ),
)

/** The medium of a media template: by the id of an upload or by its address on Facebook. */
export const mediaElementSchema = later(() =>
  z
    .looseObject({
      media_type: z.literal(['image', 'video']),
      attachment_id: z.optional(z.union([filledText, integer])),
      url: optionalAddress,
      buttons: z.optional(buttons()),
    })
    .check(
      z.refine(
        ({ attachment_id, url }) => (attachment_id ?? url) !== undefined,
        'needs attachment_id or url',
      ),
    ),
)

/**
 * `payload` of a template attachment. Those that this package writes are strict. The others, which only a CUSTOM body
 * can hold, are checked against their published limits and otherwise open.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/templates
 */
export const templatePayloadSchema = later(() =>
  z.discriminatedUnion('template_type', [
    z.strictObject({
      template_type: z.literal('generic'),
      elements: listUpTo(limits.elements.max, genericElementSchema()),
      sharable: optionalFlag,
      image_aspect_ratio: z.optional(z.literal(['horizontal', 'square'])),
    }),
    z.strictObject({
      template_type: z.literal('button'),
      text: visibleText(limits.buttonText.max),
      buttons: buttons(),
      sharable: optionalFlag,
    }),
    receiptSchema(),
    z.looseObject({
      template_type: z.literal('media'),
      sharable: anything,
      elements: listUpTo(1, mediaElementSchema()),
    }),
    z.looseObject({
      template_type: z.literal('product'),
      elements: listUpTo(limits.products.max, z.looseObject({ id: text })),
    }),
    z.looseObject({
      template_type: z.literal('coupon'),
      title: textUpTo(limits.couponTitle.max),
      subtitle: subtitle(),
      coupon_code: anything,
      coupon_url: anything,
      coupon_url_button_title: anything,
      coupon_pre_message: anything,
      image_url: anything,
      payload: anything,
    }),
    z.looseObject({
      template_type: z.literal('customer_feedback'),
      title: textUpTo(limits.feedbackTitle.max),
      subtitle: subtitle(),
      button_title: anything,
      feedback_screens: anything,
      business_privacy: anything,
      expires_in_days: anything,
    }),
    z.looseObject({
      template_type: z.literal('customer_information'),
      countries: anything,
      business_privacy: anything,
      expires_in_days: anything,
    }),
    z.looseObject({
      template_type: z.literal('image_grid'),
      elements: listUpTo(
        1,
        z.looseObject({
          images: listUpTo(
            limits.gridImages.max,
            z.looseObject({ url: addressSchema, is_hero_image: anything, action: anything }),
            2,
          ),
          title: z.optional(textUpTo(limits.gridTitle.max)),
          subtitle: subtitle(),
          buttons: z.optional(buttons()),
        }),
      ),
    }),
    z.looseObject({ template_type: z.literal('instant_form'), form_id: text }),
    z.looseObject({
      template_type: z.literal('notification_messages'),
      title: anything,
      image_url: anything,
      payload: anything,
      notification_messages_timezone: anything,
      notification_messages_frequency: anything,
      notification_messages_cta_text: anything,
    }),
    z.looseObject({
      template_type: z.literal('one_time_notif_req'),
      title: textUpTo(limits.oneTimeTitle.max),
      payload: text,
    }),
  ]),
)
