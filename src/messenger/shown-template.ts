import * as z from 'zod/mini'
import { later } from '../schema/later.ts'
import { lenient, lenientList } from './lenient.ts'
import { lenientId, lenientText, lenientTextOrNumber } from './lenient-fields.ts'

const buttonsSchema = later(() =>
  lenientList(
    z.looseObject({
      type: lenientText,
      title: lenientText,
      url: lenientText,
      payload: lenientText,
    }),
  ),
)

const elementsSchema = later(() =>
  lenientList(
    z.looseObject({
      title: lenientText,
      subtitle: lenientText,
      /** Of a product. */
      id: lenientId,
      retailer_id: lenientId,
      /** Of a line of a receipt. */
      quantity: lenientTextOrNumber,
      price: lenientTextOrNumber,
      currency: lenientText,
      /** Of a medium. */
      media_type: lenientText,
      url: lenientText,
      default_action: lenient(() => z.looseObject({ url: lenientText })),
      buttons: buttonsSchema(),
    }),
  ),
)

/**
 * The readable fields of a template's `payload`, of any `template_type`: a product that a customer asks about (no
 * `template_type`), or a template that the Page sent (echoes). Every field may be missing.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-echoes
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/templates
 */
const shownTemplateSchema = later(() =>
  z.looseObject({
    template_type: lenientText,
    text: lenientText,
    title: lenientText,
    subtitle: lenientText,
    elements: elementsSchema(),
    product: lenient(() => z.looseObject({ elements: elementsSchema() })),
    buttons: buttonsSchema(),
    coupon_pre_message: lenientText,
    coupon_code: lenientText,
    coupon_url: lenientText,
    coupon_url_button_title: lenientText,
    merchant_name: lenientText,
    order_number: lenientId,
    order_url: lenientText,
    currency: lenientText,
    recipient_name: lenientText,
    payment_method: lenientText,
    address: lenient(() =>
      z.looseObject({
        street_1: lenientText,
        street_2: lenientText,
        postal_code: lenientId,
        city: lenientText,
        state: lenientText,
        country: lenientText,
      }),
    ),
    summary: lenient(() =>
      z.looseObject({
        subtotal: lenientTextOrNumber,
        shipping_cost: lenientTextOrNumber,
        total_tax: lenientTextOrNumber,
        total_cost: lenientTextOrNumber,
      }),
    ),
    adjustments: lenientList(z.looseObject({ name: lenientText, amount: lenientTextOrNumber })),
    button_title: lenientText,
    feedback_screens: lenientList(
      z.looseObject({ questions: lenientList(z.looseObject({ title: lenientText })) }),
    ),
    /** Of a template that Meta approved. */
    name: lenientText,
    components: lenientList(
      z.looseObject({
        text: lenientText,
        parameters: lenientList(z.looseObject({ text: lenientTextOrNumber })),
      }),
    ),
  }),
)

/** The result of {@link readTemplate}. */
export type ShownTemplate = z.infer<ReturnType<typeof shownTemplateSchema>>

/** Reads what people can read of a template's payload; empty when it is not an object. */
export function readTemplate(payload: unknown): ShownTemplate {
  return shownTemplateSchema().safeParse(payload).data ?? {}
}
