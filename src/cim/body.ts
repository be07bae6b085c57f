import * as z from 'zod/mini'
import {
  anything,
  filledText,
  nullishNumberAsText,
  nullishText,
  number,
  text,
} from '../schema/fields.ts'
import { passes } from '../schema/quick.ts'
import { read } from '../schema/reader.ts'
import { attachmentSchema } from './attachment.ts'
import type { CimBodies } from './body-types.ts'
import { buttonSchema } from './button.ts'
import { carouselElementSchema } from './carousel-element.ts'
import { contactSchema } from './contact.ts'
import { listOf } from './list.ts'
import { orAbsent, textOrNumberOrAbsent } from './or-absent.ts'
import { receiptSchema } from './receipt.ts'
import { templateSchema } from './template.ts'
import { isUsualBody } from './usual.ts'

const coordinate = z.union([
  number,
  z.pipe(z.pipe(text.check(z.regex(/\d/, 'expected a number')), z.transform(Number)), number),
])

/** The fields that all bodies may have, as read. */
const shared = { markdownText: nullishText, additionalDetails: anything }
/** The same fields for bodies that are never shown, so any value is valid. */
const unseen = { markdownText: anything }
const media = { ...shared, caption: nullishText, attachment: attachmentSchema }

/** The {@link bodySchemas} with their shapes. */
export const bodyShapes = {
  PLAIN: z.looseObject({ type: z.literal('PLAIN'), ...shared }),
  IMAGE: z.looseObject({ type: z.literal('IMAGE'), ...media }),
  AUDIO: z.looseObject({ type: z.literal('AUDIO'), ...media }),
  VIDEO: z.looseObject({ type: z.literal('VIDEO'), ...media }),
  FILE: z.looseObject({ type: z.literal('FILE'), ...media }),
  STICKER: z.looseObject({
    type: z.literal('STICKER'),
    ...shared,
    mediaUrl: nullishText,
    stickerId: nullishNumberAsText,
  }),
  /** The documentation also spells the link `mediaURL`. */
  URL: z.looseObject({
    type: z.literal('URL'),
    ...shared,
    mediaUrl: nullishText,
    mediaURL: nullishText,
  }),
  LOCATION: z.looseObject({
    type: z.literal('LOCATION'),
    ...shared,
    location: z.looseObject({ latitude: coordinate, longitude: coordinate }),
  }),
  CONTACT: z.looseObject({
    type: z.literal('CONTACT'),
    ...shared,
    get contacts() {
      return listOf(contactSchema())
    },
  }),
  BUTTON: z.looseObject({
    type: z.literal('BUTTON'),
    ...shared,
    buttonMessageType: nullishText,
    buttons: z.nullish(listOf(buttonSchema)),
  }),
  CAROUSEL: z.looseObject({
    type: z.literal('CAROUSEL'),
    ...shared,
    carouselMessageType: orAbsent(nullishText),
    get elements() {
      return listOf(carouselElementSchema())
    },
  }),
  get RECEIPT() {
    return receiptSchema()
  },
  get TEMPLATE() {
    return templateSchema()
  },
  DELIVERYNOTIFICATION: z.looseObject({
    type: z.literal('DELIVERYNOTIFICATION'),
    ...unseen,
    messageId: textOrNumberOrAbsent,
    status: nullishText,
    /** The Agent Desk sends the number 200. */
    reasonCode: textOrNumberOrAbsent,
  }),
  DELETEDNOTIFICATION: z.looseObject({
    type: z.literal('DELETEDNOTIFICATION'),
    ...unseen,
    messageId: anything,
    timestamp: anything,
  }),
  NOTIFICATION: z.looseObject({
    type: z.literal('NOTIFICATION'),
    ...unseen,
    notificationType: nullishText,
    notificationData: anything,
  }),
  CUSTOM: z.looseObject({
    type: z.literal('CUSTOM'),
    ...unseen,
    jsonNode: anything,
  }),
  COMMENT: z.looseObject({
    type: z.literal('COMMENT'),
    ...shared,
    postId: textOrNumberOrAbsent,
    itemType: nullishText,
    attachment: z.nullish(attachmentSchema),
  }),
  ACTION: z.looseObject({ type: z.literal('ACTION'), ...unseen }),
  WRAPUP: z.looseObject({ type: z.literal('WRAPUP'), ...unseen }),
  VOICE: z.looseObject({ type: z.literal('VOICE'), ...unseen }),
  EMAIL: z.looseObject({ type: z.literal('EMAIL'), ...unseen }),
  ACTIVITY: z.looseObject({ type: z.literal('ACTIVITY'), ...unseen }),
  MULTIMEDIA: z.looseObject({ type: z.literal('MULTIMEDIA'), ...unseen }),
} as const

/** The body of one type with whatever else CX puts into it. */
export type OpenBody<K extends BodyType> = z.infer<(typeof bodyShapes)[K]>

/** A body type of the vendor's model. */
export type BodyType = keyof CimBodies

/** The body of one type (or of any, without argument), as read. */
export type BodyOf<K extends BodyType = BodyType> = CimBodies[K]

/** A body of a type that this version does not know; {@link fieldOf} reads its fields. */
export type UnknownBody = { type: string; markdownText?: unknown }

/** One schema per body type of the vendor's model, as read: unknown fields and nulls survive. */
export const bodySchemas: { [K in BodyType]: z.ZodMiniType<BodyOf<K>> } = bodyShapes

/** Any body, as read. A known type must fit its schema. An unknown one is kept as an open object, as in CX's model. */
export const bodySchema = passes(
  z.pipe(
    z.looseObject({ type: filledText }),
    z.transform((body, context): BodyOf | UnknownBody => {
      if (!isBodyType(body.type)) return body
      const { data, issues } = read(bodySchemas[body.type], body)
      if (issues === undefined) return data
      for (const { path, message } of issues) {
        context.issues.push({ code: 'custom', path: [...path], message, input: body })
      }
      return z.NEVER
    }),
  ),
  isUsualBody,
)

/** Whether `type` is a body type of the vendor's model. */
export function isBodyType(type: string): type is BodyType {
  return Object.hasOwn(bodySchemas, type)
}

/** Whether `body` has a type of the vendor's model, and so fits its schema. */
export function isKnownBody(body: BodyOf | UnknownBody): body is BodyOf {
  return isBodyType(body.type)
}
