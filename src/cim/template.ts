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
  markdownText: z.optional(z.unknown()),
  namespace: z.nullish(z.string()),
  name: z.string().check(z.regex(/\S/, 'expected a text that is not blank')),
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

/** A template of the Page that Meta approved, as read: sent by name, outside the 24 hours too. */
export type TemplateBody = {
  type: 'TEMPLATE'
  markdownText?: unknown
  namespace?: string | null | undefined
  /** The template's name at Meta. */
  name: string
  /** With its code, such as `en_US`, or the bare code. */
  language?:
    | string
    | { code?: string | null | undefined; policy?: string | null | undefined }
    | null
    | undefined
  /** What fills the template in. */
  components?: CimTemplateComponent[] | null | undefined
  /** The same: CX's documentation uses both spellings. */
  component?: CimTemplateComponent[] | null | undefined
}

/** What fills one part of a {@link TemplateBody} in. */
export type CimTemplateComponent = {
  /** `header`, `body` or `button`. */
  type?: string | null | undefined
  /** The values, in order. */
  parameters?: CimTemplateParameter[] | null | undefined
  additionalComponentDetails?: unknown
}

/** One value of a {@link CimTemplateComponent}. */
export type CimTemplateParameter = {
  /** `text`, `currency`, `date_time`, `image`, `document`, `video` or `payload`. */
  parameterType?: string | null | undefined
  /** The value; its shape depends on `parameterType`. */
  additionalParameterDetails?: unknown
}
