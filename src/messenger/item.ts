import * as z from 'zod/mini'
import { anything, filledText, nullishText } from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { leadSchema, payload, questionsSchema } from './answers.ts'
import { attachmentsSchema } from './attachment.ts'
import { optionalIdSchema } from './id.ts'
import { isTrue, lenient, lenientList } from './lenient.ts'
import { lenientId, lenientOptionalId, lenientText, lenientTextOrNumber } from './lenient-fields.ts'
import { customerSchema, partySchema } from './party.ts'
import { referralSchema } from './referral.ts'
import { timestampSchema } from './timestamp.ts'

/**
 * One schema per kind of event: the wire's own item (`entry[].messaging[]`) with its fields as Meta spells them. Fields
 * that show who wrote what must be valid; other invalid fields count as absent. Kinds that never become a message
 * accept any fields.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events
 */
export const itemSchemas = later(() => {
  const id = optionalIdSchema
  const flag = z.optional(z.pipe(z.unknown(), z.transform(isTrue)))

  const base = { sender: partySchema, recipient: partySchema, timestamp: timestampSchema }
  const fromCustomer = { ...base, sender: customerSchema }

  const referral = lenient(referralSchema)

  const messageSchema = z.looseObject({
    mid: id,
    text: nullishText,
    quick_reply: lenient(() => z.looseObject({ payload })),
    reply_to: lenient(() => z.looseObject({ mid: lenientOptionalId, is_self_reply: flag })),
    attachments: attachmentsSchema,
    referral,
    commands: lenientList(z.looseObject({ name: lenientText })),
    /** Taken back. Documented only for Instagram, which has also sent it as a text. */
    is_deleted: flag,
    is_echo: flag,
    app_id: lenientId,
    metadata: lenientText,
  })

  const open = z.looseObject({})

  return {
    message: z.looseObject({ ...fromCustomer, message: messageSchema, referral }),
    /** Sent by the Page, so the customer is the recipient; in some recorded ones they are swapped. */
    echo: z.looseObject({
      ...fromCustomer,
      recipient: customerSchema,
      message: messageSchema,
      referral,
    }),
    edit: z.looseObject({
      ...fromCustomer,
      message_edit: z.looseObject({
        mid: id,
        text: filledText,
        num_edit: lenientId,
      }),
    }),
    reaction: z.looseObject({
      ...fromCustomer,
      reaction: z.looseObject({
        mid: id,
        action: nullishText,
        reaction: lenientText,
        emoji: lenientText,
      }),
    }),
    postback: z.looseObject({
      ...fromCustomer,
      postback: z.looseObject({ mid: id, title: nullishText, payload, referral }),
      referral,
      /** A message in the same item, which may share the `mid`. */
      message: lenient(() => z.looseObject({ mid: lenientOptionalId })),
    }),
    delivery: z.looseObject({
      ...fromCustomer,
      delivery: z.looseObject({
        mids: z.nullish(z.array(lenientId)),
        watermark: timestampSchema,
      }),
    }),
    read: z.looseObject({ ...fromCustomer, read: z.looseObject({ watermark: timestampSchema }) }),
    order: z.looseObject({
      ...fromCustomer,
      order: z.looseObject({
        note: nullishText,
        products: z.nullish(
          z.array(
            lenient(() =>
              z.looseObject({
                name: lenientText,
                retailer_id: lenientId,
                unit_price: lenientTextOrNumber,
                currency: lenientText,
                quantity: lenientTextOrNumber,
              }),
            ),
          ),
        ),
      }),
    }),
    'customer-information': z.looseObject({
      ...fromCustomer,
      messaging_customer_information: z.looseObject({
        screens: z.nullish(
          z.array(
            lenient(() =>
              z.looseObject({
                responses: lenientList(
                  z.looseObject({ key: lenientTextOrNumber, value: anything }),
                ),
              }),
            ),
          ),
        ),
      }),
    }),
    feedback: z.looseObject({
      ...fromCustomer,
      messaging_feedback: z.looseObject({
        feedback_screens: z.nullish(
          z.array(lenient(() => z.looseObject({ questions: questionsSchema }))),
        ),
      }),
    }),
    referral: z.looseObject({ ...base, referral, lead: leadSchema }),
    optin: z.looseObject({ ...base, optin: open }),
    'account-linking': z.looseObject({ ...base, account_linking: open }),
    handover: z.looseObject(base),
    policy: z.looseObject({
      ...base,
      policy_enforcement: z.nullish(open),
      'policy-enforcement': z.nullish(open),
    }),
    'game-play': z.looseObject({ ...base, game_play: open }),
    form: z.looseObject({ ...base, form: open }),
    coupon: z.looseObject({ ...base, template: open }),
    'response-feedback': z.looseObject({ ...base, response_feedback: open }),
    call: z.looseObject({ timestamp: timestampSchema }),
  } as const
})

/** An item of one kind as it comes over the wire, before it is read. */
export type WireItem<K extends keyof ItemSchemas> = z.input<ItemSchemas[K]>

/** An interface, so that editors show its name and not all of its schemas. */
interface ItemSchemas extends ReturnType<typeof itemSchemas> {}
