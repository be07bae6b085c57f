import * as z from 'zod'
import { buttonSchema, defaultActionSchema } from './button.ts'
import { limits } from './limits.ts'

const buttons = z.array(buttonSchema).min(1).max(limits.buttons.max)
const text = z.string()
const subtitle = z.string().max(limits.elementSubtitle.max).optional()
const sharable = z.boolean().optional()

const genericElementSchema = z
  .strictObject({
    title: z.string().min(1).max(limits.elementTitle.max),
    subtitle,
    image_url: text.optional(),
    default_action: defaultActionSchema.optional(),
    buttons: buttons.optional(),
  })
  .refine(
    ({ subtitle, image_url, default_action, buttons }) =>
      [subtitle, image_url, default_action, buttons].some((property) => property !== undefined),
    'needs one property besides its title',
  )

const receiptElementSchema = z.strictObject({
  title: text.min(1),
  subtitle: text.optional(),
  quantity: z.number().optional(),
  price: z.number(),
  currency: text.optional(),
  image_url: text.optional(),
})

const receiptSchema = z.strictObject({
  template_type: z.literal('receipt'),
  sharable,
  recipient_name: text.min(1),
  merchant_name: text.optional(),
  order_number: text.min(1),
  currency: text.min(1),
  payment_method: text.min(1),
  order_url: text.optional(),
  /** Seconds since 1970, as digits. */
  timestamp: text.regex(/^\d+$/).optional(),
  elements: z.array(receiptElementSchema).max(limits.receiptElements.max).optional(),
  address: z
    .strictObject({
      street_1: text,
      street_2: text.optional(),
      city: text,
      postal_code: text,
      state: text,
      country: text,
    })
    .optional(),
  summary: z.strictObject({
    subtotal: z.number().optional(),
    shipping_cost: z.number().optional(),
    total_tax: z.number().optional(),
    total_cost: z.number(),
  }),
  adjustments: z.array(z.strictObject({ name: text, amount: z.number() })).optional(),
})

/**
 * `payload` of a template attachment. Those that this package writes are strict; the others, which only
 * a CUSTOM body brings, are held to their published limits and otherwise open.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/templates
 */
export const templatePayloadSchema = z.discriminatedUnion('template_type', [
  z.strictObject({
    template_type: z.literal('generic'),
    elements: z.array(genericElementSchema).min(1).max(limits.elements.max),
    sharable,
    image_aspect_ratio: z.enum(['horizontal', 'square']).optional(),
  }),
  z.strictObject({
    template_type: z.literal('button'),
    text: z.string().min(1).max(limits.buttonText.max),
    buttons,
    sharable,
  }),
  receiptSchema,
  z.looseObject({
    template_type: z.literal('media'),
    elements: z
      .array(z.looseObject({ media_type: z.enum(['image', 'video']), buttons: buttons.optional() }))
      .length(1),
  }),
  z.looseObject({
    template_type: z.literal('product'),
    elements: z
      .array(z.looseObject({ id: text }))
      .min(1)
      .max(limits.products.max),
  }),
  z.looseObject({
    template_type: z.literal('coupon'),
    title: text.max(limits.couponTitle.max),
    subtitle,
  }),
  z.looseObject({
    template_type: z.literal('customer_feedback'),
    title: text.max(limits.feedbackTitle.max),
    subtitle,
  }),
  z.looseObject({ template_type: z.literal('customer_information') }),
  z.looseObject({
    template_type: z.literal('image_grid'),
    elements: z
      .array(
        z.looseObject({
          images: z
            .array(z.looseObject({ url: text }))
            .min(2)
            .max(limits.gridImages.max),
          title: text.max(limits.gridTitle.max).optional(),
          subtitle,
          buttons: buttons.optional(),
        }),
      )
      .length(1),
  }),
  z.looseObject({ template_type: z.literal('instant_form'), form_id: text }),
  z.looseObject({ template_type: z.literal('notification_messages') }),
  z.looseObject({
    template_type: z.literal('one_time_notif_req'),
    title: text.max(limits.oneTimeTitle.max),
    payload: text,
  }),
])

/** As {@link templatePayloadSchema} reads it. */
export type TemplatePayload = z.infer<typeof templatePayloadSchema>

const utilityParameterSchema = z.looseObject({ type: text.min(1) })

/**
 * `message.template`: a template of the Page that Meta approved, sent with `messaging_type: UTILITY`.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/utility-messages
 */
export const utilityTemplateSchema = z.strictObject({
  name: text.min(1),
  language: z.strictObject({ code: text.min(1) }),
  components: z
    .array(
      z.looseObject({
        type: text.min(1),
        parameters: z.array(utilityParameterSchema).optional(),
      }),
    )
    .optional(),
})

/** As {@link utilityTemplateSchema} reads it. */
export type UtilityTemplate = z.infer<typeof utilityTemplateSchema>
