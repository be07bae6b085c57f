import * as z from 'zod'

/** TEMPLATE, as read: a pre-approved template of the Page, by name. */
export const templateSchema = z.looseObject({
  type: z.literal('TEMPLATE'),
  namespace: z.string().nullish(),
  name: z.string().min(1),
  language: z.looseObject({ code: z.string().nullish(), policy: z.string().nullish() }).nullish(),
  components: z
    .array(
      z.looseObject({
        type: z.string().nullish(),
        parameters: z
          .array(
            z.looseObject({
              parameterType: z.string().nullish(),
              additionalParameterDetails: z.unknown().optional(),
            }),
          )
          .nullish(),
        additionalComponentDetails: z.unknown().optional(),
      }),
    )
    .nullish(),
})
