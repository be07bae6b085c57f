import * as z from 'zod'

/** One entry of `body.contacts` of CONTACT, as read. */
export const contactSchema = z.looseObject({
  name: z.looseObject({ formattedName: z.string().nullish() }).nullish(),
  phones: z
    .array(z.looseObject({ phone: z.union([z.string(), z.number().transform(String)]).nullish() }))
    .nullish(),
  /** `emails`, `org`, `urls`, `addresses`, `birthday` …: shapes differ between versions of CX. */
  additionalContactDetails: z.unknown().optional(),
})

/** As {@link contactSchema} reads it. */
export type CimContact = z.infer<typeof contactSchema>
