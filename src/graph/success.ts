import * as z from 'zod'

/** The answer to what gives no value; Meta writes `true` as a word on some pages. */
export const successSchema = z
  .object({ success: z.union([z.literal(true), z.literal('true')]) })
  .transform(() => undefined)
