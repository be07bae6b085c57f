import * as z from 'zod/mini'

const text = z.string()
/** A field that Meta checks against the template that it approved. */
const unchecked = z.optional(z.unknown())

const utilityParameterSchema = z.looseObject({
  type: text.check(z.minLength(1)),
  text: unchecked,
  parameter_name: unchecked,
  image: unchecked,
  currency: unchecked,
  date_time: unchecked,
  payload: unchecked,
  url: unchecked,
})

/**
 * `message.template`: a template of the Page that Meta approved, sent with `messaging_type: UTILITY`.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/utility-messages
 */
export const utilityTemplateSchema = z.strictObject({
  name: text.check(z.minLength(1)),
  language: z.strictObject({ code: text.check(z.minLength(1)) }),
  components: z.optional(
    z.array(
      z.looseObject({
        type: text.check(z.minLength(1)),
        sub_type: unchecked,
        index: unchecked,
        parameters: z.optional(z.array(utilityParameterSchema)),
      }),
    ),
  ),
})
