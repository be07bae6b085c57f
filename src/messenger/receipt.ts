import * as z from 'zod/mini'
import { limits } from './limits.ts'
import { addressSchema } from './text.ts'

const text = z.string()

const receiptElementSchema = z.strictObject({
  title: text.check(z.minLength(1)),
  subtitle: z.optional(text),
  quantity: z.optional(z.number()),
  price: z.number(),
  currency: z.optional(text),
  image_url: z.optional(addressSchema),
})

/**
 * `payload` of a receipt template.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/templates/receipt
 */
export const receiptSchema = z.strictObject({
  template_type: z.literal('receipt'),
  sharable: z.optional(z.boolean()),
  recipient_name: text.check(z.minLength(1)),
  merchant_name: z.optional(text),
  order_number: text.check(z.minLength(1)),
  currency: text.check(z.minLength(1)),
  payment_method: text.check(z.minLength(1)),
  order_url: z.optional(addressSchema),
  /** Seconds since 1970, as digits. */
  timestamp: z.optional(text.check(z.regex(/^\d+$/))),
  elements: z.optional(
    z.array(receiptElementSchema).check(z.maxLength(limits.receiptElements.max)),
  ),
  address: z.optional(
    z.strictObject({
      street_1: text,
      street_2: z.optional(text),
      city: text,
      postal_code: text,
      state: text,
      country: text,
    }),
  ),
  summary: z.strictObject({
    subtotal: z.optional(z.number()),
    shipping_cost: z.optional(z.number()),
    total_tax: z.optional(z.number()),
    total_cost: z.number(),
  }),
  adjustments: z.optional(z.array(z.strictObject({ name: text, amount: z.number() }))),
})
