import * as z from 'zod/mini'

/** One entry of `body.contacts` of CONTACT, as read. */
export const contactSchema = z.looseObject({
  name: z.nullish(z.looseObject({ formattedName: z.nullish(z.string()) })),
  phones: z.nullish(
    z.array(
      z.looseObject({
        phone: z.nullish(z.union([z.string(), z.pipe(z.number(), z.transform(String))])),
      }),
    ),
  ),
  /** `emails`, `org`, `urls`, `addresses`, `birthday` …: shapes differ between versions of CX. */
  additionalContactDetails: z.optional(z.unknown()),
})

/** As {@link contactSchema} reads it. */
export type CimContact = z.infer<typeof contactSchema>
