import * as z from 'zod'

const text = z.union([z.string(), z.number().transform(String)])
/** Amounts come as text too; a blank one is none, not 0. */
const amount = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*$/)
    .transform(() => undefined),
  z.string().regex(/\S/).transform(Number).pipe(z.number()),
])

/** RECEIPT, as read: field for field Messenger's receipt template (`paymentMethode` is CX's spelling). */
export const receiptSchema = z.looseObject({
  type: z.literal('RECEIPT'),
  markdownText: z.string().nullish(),
  sharable: z.boolean().nullish(),
  recipientName: text,
  merchantName: text.nullish(),
  orderNumber: text,
  currency: z.string(),
  paymentMethode: text,
  timestamp: text.nullish(),
  elements: z
    .array(
      z.looseObject({
        title: text.nullish(),
        subtitle: text.nullish(),
        quantity: amount.nullish(),
        price: amount.nullish(),
        currency: z.string().nullish(),
        imageUrl: z.string().nullish(),
      }),
    )
    .nullish(),
  address: z
    .looseObject({
      street1: text.nullish(),
      street2: text.nullish(),
      city: text.nullish(),
      postalCode: text.nullish(),
      state: text.nullish(),
      country: text.nullish(),
    })
    .nullish(),
  summary: z.looseObject({
    subtotal: amount.nullish(),
    shippingCost: amount.nullish(),
    totalTax: amount.nullish(),
    totalCost: amount,
  }),
  adjustments: z.array(z.looseObject({ name: text.nullish(), amount: amount.nullish() })).nullish(),
})
