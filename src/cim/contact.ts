import * as z from 'zod/mini'
import { anything, nullishNumberAsText, nullishText, numberAsText, text } from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { listOf } from './list.ts'

/** One entry of `body.contacts` of CONTACT, as read. */
export const contactSchema = later(() =>
  z.looseObject({
    name: z.nullish(z.union([text, z.looseObject({ formattedName: nullishText })])),
    phones: z.nullish(
      listOf(z.union([numberAsText, z.looseObject({ phone: nullishNumberAsText })])),
    ),
    /** `emails`, `org`, `urls`, `addresses`, `birthday` …: shapes differ between versions of CX. */
    additionalContactDetails: anything,
  }),
)

/** One entry of `body.contacts` of CONTACT, as read. */
export type CimContact = {
  /** The name, bare or as `formattedName`. */
  name?:
    | string
    | {
        /** The whole name. */
        formattedName?: string | null | undefined
      }
    | null
    | undefined
  /** Phone numbers, bare or each as `phone`. */
  phones?:
    | (
        | string
        | {
            /** The number, as it was written. */
            phone?: string | null | undefined
          }
      )[]
    | null
    | undefined
  /** `emails`, `org`, `urls`, `addresses`, `birthday` …: shapes differ between versions of CX. */
  additionalContactDetails?: unknown
}
