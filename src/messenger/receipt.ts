import * as z from 'zod/mini'
import {
  filledText,
  number,
  optionalFlag,
  optionalNumber,
  optionalText,
  text,
} from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { atMost } from '../schema/length.ts'
import { limits } from './limits.ts'
import { optionalAddress } from './text.ts'

const receiptElementSchema = later(() =>
  z.strictObject({
    title: filledText,
    subtitle: optionalText,
    quantity: optionalNumber,
    price: number,
    currency: optionalText,
    image_url: optionalAddress,
  }),
)

/**
 * `payload` of a receipt template.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/templates/receipt
 */
export const receiptSchema = later(() =>
  z.strictObject({
    template_type: z.literal('receipt'),
    sharable: optionalFlag,
    recipient_name: filledText,
    merchant_name: optionalText,
    order_number: filledText,
    currency: filledText,
    payment_method: filledText,
    order_url: optionalAddress,
    /** Seconds since 1970, as digits. */
    timestamp: z.optional(text.check(z.regex(/^\d+$/, 'expected digits'))),
    elements: z.optional(z.array(receiptElementSchema()).check(atMost(limits.receiptElements.max))),
    address: z.optional(
      z.strictObject({
        street_1: text,
        street_2: optionalText,
        city: text,
        postal_code: text,
        state: text,
        country: text,
      }),
    ),
    summary: z.strictObject({
      subtotal: optionalNumber,
      shipping_cost: optionalNumber,
      total_tax: optionalNumber,
      total_cost: number,
    }),
    adjustments: z.optional(z.array(z.strictObject({ name: text, amount: number }))),
  }),
)

/**
 * `payload` of a receipt template.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/templates/receipt
 */
export type ReceiptTemplate = {
  template_type: 'receipt'
  /** Whether the customer may pass it on. */
  sharable?: boolean | undefined
  /** The customer's name. */
  recipient_name: string
  /** The shop's name. */
  merchant_name?: string | undefined
  /** Unique among the Page's orders. */
  order_number: string
  /** ISO 4217, such as `EUR`. */
  currency: string
  /** How it was paid, such as `Visa 1234`. */
  payment_method: string
  /** The page of the order. */
  order_url?: string | undefined
  /** When it was ordered: seconds since 1970, as digits. */
  timestamp?: string | undefined
  /** What was bought, at most 100. */
  elements?: ReceiptTemplateElement[] | undefined
  /** Where it goes. */
  address?: ReceiptTemplateAddress | undefined
  /** The sums, in `currency`. */
  summary: {
    /** Before shipping and tax. */
    subtotal?: number | undefined
    /** The cost of shipping. */
    shipping_cost?: number | undefined
    /** The tax. */
    total_tax?: number | undefined
    /** The sum of all. */
    total_cost: number
  }
  /** Discounts and fees, in `currency`. */
  adjustments?: { name: string; amount: number }[] | undefined
}

/** An item of a {@link ReceiptTemplate}. */
export type ReceiptTemplateElement = {
  /** What it is. */
  title: string
  /** A line below the title. */
  subtitle?: string | undefined
  /** How many. */
  quantity?: number | undefined
  /** In `currency`; 0 for what is free. */
  price: number
  /** ISO 4217. */
  currency?: string | undefined
  /** The address of a picture. */
  image_url?: string | undefined
}

/** The shipping address of a {@link ReceiptTemplate}. */
export type ReceiptTemplateAddress = {
  /** Street and number. */
  street_1: string
  /** A second line, such as an apartment. */
  street_2?: string | undefined
  /** The city. */
  city: string
  /** The postal code. */
  postal_code: string
  /** The state or region. */
  state: string
  /** The country. */
  country: string
}
