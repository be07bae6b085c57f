import * as z from 'zod/mini'

const componentsSchema = z.nullish(
  z.array(
    z.looseObject({
      type: z.nullish(z.string()),
      parameters: z.nullish(
        z.array(
          z.looseObject({
            parameterType: z.nullish(z.string()),
            additionalParameterDetails: z.optional(z.unknown()),
          }),
        ),
      ),
      additionalComponentDetails: z.optional(z.unknown()),
    }),
  ),
)

/** TEMPLATE, as read: a pre-approved template of the Page, by name. */
export const templateSchema = z.looseObject({
  type: z.literal('TEMPLATE'),
  namespace: z.nullish(z.string()),
  name: z.string().check(z.minLength(1)),
  /** With its code, or the bare code. */
  language: z.nullish(
    z.union([
      z.string(),
      z.looseObject({ code: z.nullish(z.string()), policy: z.nullish(z.string()) }),
    ]),
  ),
  components: componentsSchema,
  /** The documentation also spells them so. */
  component: componentsSchema,
})
