import * as z from 'zod/mini'
import { anything, nullishNumberAsText, nullishText } from '../schema/fields.ts'

/** One button of BUTTON and CAROUSEL, as read; `type` is free text in the vendor's model. */
export const buttonSchema = z.looseObject({
  title: nullishNumberAsText,
  payload: nullishNumberAsText,
  type: nullishText,
  additionalButtonDetails: anything,
})

/** One button of BUTTON and CAROUSEL, as read. */
export type CimButton = {
  /** What the customer reads on it. */
  title?: string | null | undefined
  /** The payload that a tap posts, the address that it opens, or the number that it calls. */
  payload?: string | null | undefined
  /** Free text in CX's model: `postback`, `web_url`, `URL`, `phone_number`, `String` … */
  type?: string | null | undefined
  /** May hold `sectionNo`, `sectionTitle` and `description`. */
  additionalButtonDetails?: unknown
}
