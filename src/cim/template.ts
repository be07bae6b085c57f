import * as z from 'zod/mini'
import { anything, nullishText, text } from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { listOf } from './list.ts'
import { orAbsent } from './or-absent.ts'

const componentsSchema = later(() =>
  z.nullish(
    listOf(
      z.looseObject({
        type: nullishText,
        parameters: z.nullish(
          z.array(
            z.looseObject({
              parameterType: nullishText,
              additionalParameterDetails: anything,
            }),
          ),
        ),
        additionalComponentDetails: anything,
      }),
    ),
  ),
)

/** TEMPLATE, as read: a pre-approved template of the Page, by name. */
export const templateSchema = later(() =>
  z.looseObject({
    type: z.literal('TEMPLATE'),
    markdownText: anything,
    namespace: orAbsent(nullishText),
    name: text.check(z.regex(/\S/, 'expected a text that is not blank')),
    /** With its code, or the bare code. */
    language: z.nullish(
      z.union([text, z.looseObject({ code: nullishText, policy: orAbsent(nullishText) })]),
    ),
    components: componentsSchema(),
    /** Another spelling in the documentation. */
    component: componentsSchema(),
  }),
)

/** A template of the Page that Meta approved, as read: sent by name, outside the 24 hours too. */
export type TemplateBody = {
  type: 'TEMPLATE'
  /** Not sent: the template holds the text. */
  markdownText?: unknown
  /** Of WhatsApp; not used. */
  namespace?: string | null | undefined
  /** The template's name at Meta. */
  name: string
  /** With its code, such as `en_US`, or the bare code. */
  language?:
    | string
    | {
        /** Such as `en_US`. */
        code?: string | null | undefined
        /** Of WhatsApp; not used. */
        policy?: string | null | undefined
      }
    | null
    | undefined
  /** The values for its placeholders, by part. */
  components?: CimTemplateComponent[] | null | undefined
  /** The same: CX's documentation uses both spellings. */
  component?: CimTemplateComponent[] | null | undefined
}

/** The values for one part of a {@link TemplateBody}. */
export type CimTemplateComponent = {
  /** `header`, `body` or `button`. */
  type?: string | null | undefined
  /** The values, in order. */
  parameters?: CimTemplateParameter[] | null | undefined
  /** Of a button: may hold its `index`. */
  additionalComponentDetails?: unknown
}

/** One value of a {@link CimTemplateComponent}. */
export type CimTemplateParameter = {
  /** `text`, `currency`, `date_time`, `image`, `document`, `video` or `payload`. */
  parameterType?: string | null | undefined
  /** The value; its shape depends on `parameterType`. */
  additionalParameterDetails?: unknown
}
