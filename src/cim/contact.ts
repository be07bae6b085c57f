import * as z from 'zod/mini'
import { listOf } from './list.ts'

const textOrNumber = z.union([z.string(), z.pipe(z.number(), z.transform(String))])

/** One entry of `body.contacts` of CONTACT, as read. */
export const contactSchema = z.looseObject({
  name: z.nullish(z.union([z.string(), z.looseObject({ formattedName: z.nullish(z.string()) })])),
  phones: z.nullish(
    listOf(z.union([textOrNumber, z.looseObject({ phone: z.nullish(textOrNumber) })])),
  ),
  /** `emails`, `org`, `urls`, `addresses`, `birthday` …: shapes differ between versions of CX. */
  additionalContactDetails: z.optional(z.unknown()),
})

/** One entry of `body.contacts` of CONTACT, as read. */
export type CimContact = {
  /** The name, bare or as `formattedName`. */
  name?: string | { formattedName?: string | null | undefined } | null | undefined
  /** Phone numbers, bare or each as `phone`. */
  phones?: (string | { phone?: string | null | undefined })[] | null | undefined
  /** `emails`, `org`, `urls`, `addresses`, `birthday` …: shapes differ between versions of CX. */
  additionalContactDetails?: unknown
}
