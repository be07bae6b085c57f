import * as z from 'zod/mini'

const textOrNumber = z.union([z.string(), z.pipe(z.number(), z.transform(String))])

/** One button of BUTTON and CAROUSEL, as read; `type` is free text in the vendor's model. */
export const buttonSchema = z.looseObject({
  title: z.nullish(textOrNumber),
  payload: z.nullish(textOrNumber),
  type: z.nullish(z.string()),
  additionalButtonDetails: z.optional(z.unknown()),
})

/** One button of BUTTON and CAROUSEL, as read. */
export type CimButton = {
  /** What the customer reads on it. */
  title?: string | null | undefined
  /** What a tap gives back, the address that it opens, or the number that it calls. */
  payload?: string | null | undefined
  /** Free text in CX's model: `postback`, `web_url`, `URL`, `phone_number`, `String` … */
  type?: string | null | undefined
  /** May hold `sectionNo`, `sectionTitle` and `description`. */
  additionalButtonDetails?: unknown
}
