import * as z from 'zod'

const textOrNumber = z.union([z.string(), z.number().transform(String)])

/** One button of BUTTON and CAROUSEL, as read; `type` is free text in the vendor's model. */
export const buttonSchema = z.looseObject({
  title: textOrNumber.nullish(),
  payload: textOrNumber.nullish(),
  type: z.string().nullish(),
  additionalButtonDetails: z.unknown().optional(),
})

/** As {@link buttonSchema} reads it. */
export type CimButton = z.infer<typeof buttonSchema>
