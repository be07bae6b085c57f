import * as z from 'zod/mini'
import { anything, filledText } from '../schema/fields.ts'
import { later } from '../schema/later.ts'

const utilityParameterSchema = later(() =>
  z.looseObject({
    type: filledText,
    text: anything,
    parameter_name: anything,
    image: anything,
    currency: anything,
    date_time: anything,
    payload: anything,
    url: anything,
  }),
)

/**
 * `message.template`: a template of the Page that Meta approved, sent with `messaging_type: UTILITY`.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/utility-messages
 */
export const utilityTemplateSchema = later(() =>
  z.strictObject({
    name: filledText,
    language: z.strictObject({ code: filledText }),
    components: z.optional(
      z.array(
        z.looseObject({
          type: filledText,
          sub_type: anything,
          index: anything,
          parameters: z.optional(z.array(utilityParameterSchema())),
        }),
      ),
    ),
  }),
)
