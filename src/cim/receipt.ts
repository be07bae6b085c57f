import * as z from 'zod/mini'
import { listOf } from './list.ts'

const text = z.union([z.string(), z.pipe(z.number(), z.transform(String))])
/** Amounts come as text too; a blank one is none, not 0. */
const amount = z.union([
  z.number(),
  z.pipe(
    z.string().check(z.regex(/^\s*$/)),
    z.transform(() => undefined),
  ),
  z.pipe(z.pipe(z.string().check(z.regex(/\S/)), z.transform(Number)), z.number()),
])

/** RECEIPT, as read: field for field Messenger's receipt template (`paymentMethode` is CX's spelling). */
export const receiptSchema = z.looseObject({
  type: z.literal('RECEIPT'),
  markdownText: z.nullish(z.string()),
  sharable: z.nullish(z.boolean()),
  recipientName: text,
  merchantName: z.nullish(text),
  orderNumber: text,
  currency: z.string(),
  paymentMethode: text,
  timestamp: z.nullish(text),
  elements: z.nullish(
    listOf(
      z.looseObject({
        title: z.nullish(text),
        subtitle: z.nullish(text),
        quantity: z.nullish(amount),
        price: z.nullish(amount),
        currency: z.nullish(z.string()),
        imageUrl: z.nullish(z.string()),
      }),
    ),
  ),
  address: z.nullish(
    z.looseObject({
      street1: z.nullish(text),
      street2: z.nullish(text),
      city: z.nullish(text),
      postalCode: z.nullish(text),
      state: z.nullish(text),
      country: z.nullish(text),
    }),
  ),
  summary: z.looseObject({
    subtotal: z.nullish(amount),
    shippingCost: z.nullish(amount),
    totalTax: z.nullish(amount),
    totalCost: amount,
  }),
  adjustments: z.nullish(
    listOf(z.looseObject({ name: z.nullish(text), amount: z.nullish(amount) })),
  ),
})
