import * as z from 'zod'

/** Names of fields of Meta, such as those of a webhook or a profile. */
export const fieldsSchema = z
  .array(z.string().regex(/^\w+$/, 'expected the name of a field'))
  .min(1)
