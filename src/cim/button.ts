import * as z from 'zod/mini'

const textOrNumber = z.union([z.string(), z.pipe(z.number(), z.transform(String))])

/** One button of BUTTON and CAROUSEL, as read; `type` is free text in the vendor's model. */
export const buttonSchema = z.looseObject({
  title: z.nullish(textOrNumber),
  payload: z.nullish(textOrNumber),
  type: z.nullish(z.string()),
  additionalButtonDetails: z.optional(z.unknown()),
})

/** As {@link buttonSchema} reads it. */
export type CimButton = z.infer<typeof buttonSchema>
