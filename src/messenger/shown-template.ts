import * as z from 'zod/mini'
import { idSchema } from './id.ts'
import { lenient } from './lenient.ts'

const text = lenient(z.string())
const id = lenient(idSchema)
const textOrNumber = lenient(z.union([z.string(), z.number()]))

function listOf<T extends z.ZodMiniType>(entry: T) {
  return lenient(z.array(lenient(entry)))
}

const buttonsSchema = listOf(z.looseObject({ type: text, title: text, url: text, payload: text }))

const elementsSchema = listOf(
  z.looseObject({
    title: text,
    subtitle: text,
    /** Of a product. */
    id,
    retailer_id: id,
    /** Of a line of a receipt. */
    quantity: textOrNumber,
    price: textOrNumber,
    currency: text,
    /** Of a medium. */
    media_type: text,
    url: text,
    default_action: lenient(z.looseObject({ url: text })),
    buttons: buttonsSchema,
  }),
)

/**
 * `payload` of a template attachment, of whatever `template_type`, as far as a person can read it: a product that a
 * customer asks about (no `template_type`), or what the Page sent (echoes). Nothing in one is relied on.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-echoes
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/templates
 */
const shownTemplateSchema = z.looseObject({
  template_type: text,
  text,
  title: text,
  subtitle: text,
  elements: elementsSchema,
  product: lenient(z.looseObject({ elements: elementsSchema })),
  buttons: buttonsSchema,
  coupon_pre_message: text,
  coupon_code: text,
  coupon_url: text,
  coupon_url_button_title: text,
  merchant_name: text,
  order_number: id,
  order_url: text,
  currency: text,
  recipient_name: text,
  payment_method: text,
  address: lenient(
    z.looseObject({
      street_1: text,
      street_2: text,
      postal_code: id,
      city: text,
      state: text,
      country: text,
    }),
  ),
  summary: lenient(
    z.looseObject({
      subtotal: textOrNumber,
      shipping_cost: textOrNumber,
      total_tax: textOrNumber,
      total_cost: textOrNumber,
    }),
  ),
  adjustments: listOf(z.looseObject({ name: text, amount: textOrNumber })),
  button_title: text,
  feedback_screens: listOf(z.looseObject({ questions: listOf(z.looseObject({ title: text })) })),
  /** Of a template that Meta approved. */
  name: text,
  components: listOf(
    z.looseObject({ text, parameters: listOf(z.looseObject({ text: textOrNumber })) }),
  ),
})

/** As {@link readTemplate} reads it. */
export type ShownTemplate = z.infer<typeof shownTemplateSchema>

/** What a person can read of a template's payload; empty where it is no object. */
export function readTemplate(payload: unknown): ShownTemplate {
  return shownTemplateSchema.safeParse(payload).data ?? {}
}
