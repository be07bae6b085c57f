import * as z from 'zod/mini'
import { passes } from '../schema/quick.ts'
import { read } from '../schema/reader.ts'
import { attachmentSchema } from './attachment.ts'
import type { CimBodies } from './body-types.ts'
import { buttonSchema } from './button.ts'
import { contactSchema } from './contact.ts'
import { listOf } from './list.ts'
import { receiptSchema } from './receipt.ts'
import { templateSchema } from './template.ts'
import { isUsualBody } from './usual.ts'

const text = z.nullish(z.string())
const coordinate = z.union([
  z.number(),
  z.pipe(
    z.pipe(z.string().check(z.regex(/\d/, 'expected a number')), z.transform(Number)),
    z.number(),
  ),
])

/** What all bodies may carry, as read. */
const shared = { markdownText: text, additionalDetails: z.optional(z.unknown()) }
/** What the model also lets the others carry. Nobody sees it, so nothing in it is wrong. */
const unseen = { markdownText: z.optional(z.unknown()) }
const media = { ...shared, caption: text, attachment: attachmentSchema }

const carouselElementSchema = z.looseObject({
  text: text,
  url: text,
  buttons: z.nullish(listOf(buttonSchema)),
  defaultAction: z.nullish(z.looseObject({ type: text, url: text })),
  additionalCarouselElementDetails: z.optional(z.unknown()),
})

/** What {@link bodySchemas} are, with the shape of each. */
export const bodyShapes = {
  PLAIN: z.looseObject({ type: z.literal('PLAIN'), ...shared }),
  IMAGE: z.looseObject({ type: z.literal('IMAGE'), ...media }),
  AUDIO: z.looseObject({ type: z.literal('AUDIO'), ...media }),
  VIDEO: z.looseObject({ type: z.literal('VIDEO'), ...media }),
  FILE: z.looseObject({ type: z.literal('FILE'), ...media }),
  STICKER: z.looseObject({
    type: z.literal('STICKER'),
    ...shared,
    mediaUrl: text,
    stickerId: z.nullish(z.union([z.string(), z.pipe(z.number(), z.transform(String))])),
  }),
  /** The documentation also spells the link `mediaURL`. */
  URL: z.looseObject({ type: z.literal('URL'), ...shared, mediaUrl: text, mediaURL: text }),
  LOCATION: z.looseObject({
    type: z.literal('LOCATION'),
    ...shared,
    location: z.looseObject({ latitude: coordinate, longitude: coordinate }),
  }),
  CONTACT: z.looseObject({
    type: z.literal('CONTACT'),
    ...shared,
    contacts: listOf(contactSchema),
  }),
  BUTTON: z.looseObject({
    type: z.literal('BUTTON'),
    ...shared,
    buttonMessageType: text,
    buttons: z.nullish(listOf(buttonSchema)),
  }),
  CAROUSEL: z.looseObject({
    type: z.literal('CAROUSEL'),
    ...shared,
    carouselMessageType: text,
    elements: listOf(carouselElementSchema),
  }),
  RECEIPT: receiptSchema,
  TEMPLATE: templateSchema,
  DELIVERYNOTIFICATION: z.looseObject({
    type: z.literal('DELIVERYNOTIFICATION'),
    ...unseen,
    messageId: z.nullish(z.union([z.string(), z.number()])),
    status: text,
    /** The Agent Desk sends the number 200. */
    reasonCode: z.nullish(z.union([z.string(), z.number()])),
  }),
  DELETEDNOTIFICATION: z.looseObject({
    type: z.literal('DELETEDNOTIFICATION'),
    ...unseen,
    messageId: z.optional(z.unknown()),
    timestamp: z.optional(z.unknown()),
  }),
  NOTIFICATION: z.looseObject({
    type: z.literal('NOTIFICATION'),
    ...unseen,
    notificationType: text,
    notificationData: z.optional(z.unknown()),
  }),
  CUSTOM: z.looseObject({
    type: z.literal('CUSTOM'),
    ...unseen,
    jsonNode: z.optional(z.unknown()),
  }),
  COMMENT: z.looseObject({
    type: z.literal('COMMENT'),
    ...shared,
    postId: z.nullish(z.union([z.string(), z.number()])),
    itemType: text,
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

/** A body of a type that the model did not have when this was written; {@link fieldOf} reads what it holds. */
export type UnknownBody = { type: string; markdownText?: unknown }

/** One schema per body type of the vendor's model, as read: unknown fields and nulls survive. */
export const bodySchemas: { [K in BodyType]: z.ZodMiniType<BodyOf<K>> } = bodyShapes

/**
 * Any body, as read. A known type is held to its schema; an unknown one is kept as an open object,
 * because the vendor's model does the same.
 */
export const bodySchema = passes(
  z.pipe(
    z.looseObject({ type: z.string().check(z.minLength(1)) }),
    z.transform((body, context): BodyOf | UnknownBody => {
      if (!isBodyType(body.type)) return body
      const known = readKnown(body.type, body)
      if ('data' in known) return known.data
      for (const { path, message } of known.issues) {
        context.issues.push({ code: 'custom', path: [...path], message, input: body })
      }
      return z.NEVER
    }),
  ),
  isUsualBody,
)

function readKnown<K extends BodyType>(type: K, body: unknown) {
  return read(bodySchemas[type], body)
}

/** Whether `type` is a body type of the vendor's model. */
export function isBodyType(type: string): type is BodyType {
  return Object.hasOwn(bodySchemas, type)
}

/** Whether `body` is one of a type of the vendor's model, and so was held to its schema. */
export function isKnownBody(body: BodyOf | UnknownBody): body is BodyOf {
  return isBodyType(body.type)
}
