import * as z from 'zod/mini'
import { nullishNumberAsText, nullishText, number, numberAsText, text } from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { listOf } from './list.ts'
import { orAbsent } from './or-absent.ts'

/** An amount, also as text. A blank one counts as absent, not as 0. */
const amount = later(() =>
  z.union([
    number,
    z.pipe(
      text.check(z.regex(/^\s*$/, 'expected a number')),
      z.transform(() => undefined),
    ),
    z.pipe(z.pipe(text.check(z.regex(/\S/)), z.transform(Number)), number),
  ]),
)

/** RECEIPT, as read: Messenger's receipt template, field by field (`paymentMethode` is CX's spelling). */
export const receiptSchema = later(() => {
  const nullishAmount = z.nullish(amount())
  return z.looseObject({
    type: z.literal('RECEIPT'),
    markdownText: nullishText,
    sharable: orAbsent(z.nullish(z.boolean())),
    recipientName: numberAsText,
    merchantName: nullishNumberAsText,
    orderNumber: numberAsText,
    currency: text,
    paymentMethode: numberAsText,
    timestamp: nullishNumberAsText,
    elements: z.nullish(
      listOf(
        z.looseObject({
          title: nullishNumberAsText,
          subtitle: nullishNumberAsText,
          quantity: nullishAmount,
          price: nullishAmount,
          currency: nullishText,
          imageUrl: nullishText,
        }),
      ),
    ),
    address: z.nullish(
      z.looseObject({
        street1: nullishNumberAsText,
        street2: nullishNumberAsText,
        city: nullishNumberAsText,
        postalCode: nullishNumberAsText,
        state: nullishNumberAsText,
        country: nullishNumberAsText,
      }),
    ),
    summary: z.looseObject({
      subtotal: nullishAmount,
      shippingCost: nullishAmount,
      totalTax: nullishAmount,
      totalCost: amount(),
    }),
    adjustments: z.nullish(
      listOf(z.looseObject({ name: nullishNumberAsText, amount: nullishAmount })),
    ),
  })
})

/** A receipt, as read: Messenger's receipt template, field by field. */
export type ReceiptBody = {
  type: 'RECEIPT'
  /** A text that is sent before it. */
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
    /** Before shipping and tax. */
    subtotal?: number | null | undefined
    /** The cost of shipping. */
    shippingCost?: number | null | undefined
    /** The tax. */
    totalTax?: number | null | undefined
    /** `undefined` when CX sent blanks. */
    totalCost: number | undefined
  }
  /** Discounts and fees. */
  adjustments?:
    | {
        /** What it is for. */
        name?: string | null | undefined
        /** In `currency`. */
        amount?: number | null | undefined
      }[]
    | null
    | undefined
}

/** An item of a {@link ReceiptBody}. */
export type ReceiptElement = {
  /** What it is. */
  title?: string | null | undefined
  /** A line below the title. */
  subtitle?: string | null | undefined
  /** How many. */
  quantity?: number | null | undefined
  /** In `currency`. */
  price?: number | null | undefined
  /** ISO 4217. */
  currency?: string | null | undefined
  /** The address of a picture. */
  imageUrl?: string | null | undefined
}

/** The shipping address of a {@link ReceiptBody}. */
export type ReceiptAddress = {
  /** Street and number. */
  street1?: string | null | undefined
  /** A second line, such as an apartment. */
  street2?: string | null | undefined
  /** The city. */
  city?: string | null | undefined
  /** The postal code. */
  postalCode?: string | null | undefined
  /** The state or region. */
  state?: string | null | undefined
  /** The country. */
  country?: string | null | undefined
}
