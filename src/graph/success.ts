import * as z from 'zod'

/** The answer to a call without a value. Some of Meta's pages show `true` as a text. */
export const successSchema = z
  .object({ success: z.union([z.literal(true), z.literal('true')]) })
  .transform(() => undefined)
