import * as z from 'zod/mini'
import { listOf } from './list.ts'

const text = z.union([z.string(), z.pipe(z.number(), z.transform(String))])
/** Amounts come as text too; a blank one is none, not 0. */
const amount = z.union([
  z.number(),
  z.pipe(
    z.string().check(z.regex(/^\s*$/, 'expected a number')),
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

/** A receipt, as read: field for field Messenger's receipt template. */
export type ReceiptBody = {
  type: 'RECEIPT'
  markdownText?: string | null | undefined
  /** Whether the customer may pass it on. */
  sharable?: boolean | null | undefined
  /** The customer's name. */
  recipientName: string
  /** The shop's name. */
  merchantName?: string | null | undefined
  /** Unique among a Page's orders. */
  orderNumber: string
  /** ISO 4217, such as `EUR`. */
  currency: string
  /** How it was paid, such as `Visa 1234`. The spelling is CX's. */
  paymentMethode: string
  /** When it was ordered: s or ms since 1970, in digits, or an ISO string. */
  timestamp?: string | null | undefined
  /** What was bought. */
  elements?: ReceiptElement[] | null | undefined
  /** Where it goes. */
  address?: ReceiptAddress | null | undefined
  /** The sums, in `currency`. */
  summary: {
    subtotal?: number | null | undefined
    shippingCost?: number | null | undefined
    totalTax?: number | null | undefined
    /** `undefined` where CX sent blanks. */
    totalCost: number | undefined
  }
  /** Discounts and fees. */
  adjustments?:
    | { name?: string | null | undefined; amount?: number | null | undefined }[]
    | null
    | undefined
}

/** One thing that was bought, of a {@link ReceiptBody}. */
export type ReceiptElement = {
  title?: string | null | undefined
  subtitle?: string | null | undefined
  /** How many. */
  quantity?: number | null | undefined
  /** In `currency`. */
  price?: number | null | undefined
  /** ISO 4217. */
  currency?: string | null | undefined
  imageUrl?: string | null | undefined
}

/** Where the goods of a {@link ReceiptBody} go. */
export type ReceiptAddress = {
  street1?: string | null | undefined
  street2?: string | null | undefined
  city?: string | null | undefined
  postalCode?: string | null | undefined
  state?: string | null | undefined
  country?: string | null | undefined
}
