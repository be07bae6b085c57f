import * as z from 'zod'
import { attachmentSchema } from './attachment.ts'
import { idSchema, presentIdSchema } from './id.ts'
import { referralSchema } from './referral.ts'
import { timestampSchema } from './timestamp.ts'

const text = z.string().nullish()
const id = idSchema.nullish()
/** Meta has sent booleans as strings. */
const flag = z.union([z.boolean(), z.stringbool()]).nullish()

/** Who wrote or reads: a person by PSID, a Page by its id, or (plugins) a `user_ref`. */
const partySchema = z.looseObject({ id, user_ref: id }).nullish()
/** A party that the translation cannot do without: the customer. */
const customerSchema = z.looseObject({ id: presentIdSchema }, 'expected who it is from or to')

const base = { sender: partySchema, recipient: partySchema, timestamp: timestampSchema }
const fromCustomer = { ...base, sender: customerSchema }

const messageSchema = z.looseObject({
  mid: id,
  text,
  quick_reply: z.looseObject({ payload: idSchema.nullish() }).nullish(),
  reply_to: z.looseObject({ mid: id, is_self_reply: flag }).nullish(),
  attachments: z.array(attachmentSchema).nullish(),
  referral: referralSchema.nullish(),
  commands: z.array(z.looseObject({ name: text })).nullish(),
  is_echo: flag,
  app_id: id,
  metadata: text,
})

const open = z.looseObject({})

/**
 * One schema per kind of event: the wire's own item (`entry[].messaging[]`) with its fields as Meta
 * spells them. Kinds that never become a message are read openly.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events
 */
export const itemSchemas = {
  message: z.looseObject({ ...fromCustomer, message: messageSchema }),
  /** Sent by the Page, so the customer is the recipient; recorded ones have it the other way round. */
  echo: z.looseObject({ ...fromCustomer, recipient: customerSchema, message: messageSchema }),
  edit: z.looseObject({
    ...fromCustomer,
    message_edit: z.looseObject({ mid: id, text: z.string().min(1), num_edit: idSchema.nullish() }),
  }),
  reaction: z.looseObject({
    ...fromCustomer,
    reaction: z.looseObject({ mid: id, action: text, reaction: text, emoji: text }),
  }),
  postback: z.looseObject({
    ...fromCustomer,
    postback: z.looseObject({
      mid: id,
      title: text,
      payload: idSchema.nullish(),
      referral: referralSchema.nullish(),
    }),
  }),
  delivery: z.looseObject({
    ...fromCustomer,
    delivery: z.looseObject({ mids: z.array(idSchema).nullish(), watermark: timestampSchema }),
  }),
  read: z.looseObject({ ...fromCustomer, read: z.looseObject({ watermark: timestampSchema }) }),
  order: z.looseObject({
    ...fromCustomer,
    order: z.looseObject({
      note: text,
      products: z
        .array(
          z.looseObject({
            name: text,
            retailer_id: id,
            unit_price: z.union([z.number(), z.string()]).nullish(),
            currency: text,
            quantity: z.union([z.number(), z.string()]).nullish(),
          }),
        )
        .nullish(),
    }),
  }),
  'customer-information': z.looseObject({
    ...fromCustomer,
    messaging_customer_information: z.looseObject({
      screens: z
        .array(
          z.looseObject({
            responses: z
              .array(z.looseObject({ key: text, value: z.unknown().optional() }))
              .nullish(),
          }),
        )
        .nullish(),
    }),
  }),
  feedback: z.looseObject({
    ...fromCustomer,
    messaging_feedback: z.looseObject({
      feedback_screens: z
        .array(
          z.looseObject({
            questions: z
              .record(
                z.string(),
                z.looseObject({
                  payload: idSchema.nullish(),
                  follow_up: z.looseObject({ payload: idSchema.nullish() }).nullish(),
                }),
              )
              .nullish(),
          }),
        )
        .nullish(),
    }),
  }),
  referral: z.looseObject({ ...base, referral: open }),
  optin: z.looseObject({ ...base, optin: open }),
  'account-linking': z.looseObject({ ...base, account_linking: open }),
  handover: z.looseObject(base),
  policy: z.looseObject({ ...base, policy_enforcement: open }),
  'game-play': z.looseObject({ ...base, game_play: open }),
  form: z.looseObject({ ...base, form: open }),
  coupon: z.looseObject({ ...base, template: open }),
  'response-feedback': z.looseObject({ ...base, response_feedback: open }),
  call: z.looseObject({ timestamp: timestampSchema }),
} as const

/** An item of one kind as it comes over the wire, before it is read. */
export type WireItem<K extends keyof typeof itemSchemas> = z.input<(typeof itemSchemas)[K]>
