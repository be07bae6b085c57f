import * as z from 'zod/mini'
import { filledText, integer, number, optionalText, text } from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { atMost } from '../schema/length.ts'
import type { EmittedCimMessage } from './emitted-types.ts'
import { attributeTypes, senderTypes } from './header.ts'
import { cimLimits } from './limits.ts'

const id = text.check(z.regex(/\S/))
const absolute = text.check(z.regex(/^[Hh][Tt][Tt][Pp][Ss]?:\/\//))

/** In UTF-16 units, as Java counts. */
const attributeText = text.check(atMost(cimLimits.attributeText.max))

const additionalAttributeSchema = z.strictObject({
  key: filledText,
  type: z.literal(attributeTypes),
  value: z.union([attributeText, z.array(text)]),
})

/** `header.channelData.additionalAttributes`. */
export const additionalAttributesSchema = z.array(additionalAttributeSchema)

const headerSchema = later(() =>
  z.strictObject({
    sender: z.strictObject({ id, type: z.literal(senderTypes), senderName: text }),
    channelData: z.strictObject({
      channelCustomerIdentifier: id,
      serviceIdentifier: id,
      requestPriority: integer.check(z.gte(0), z.lte(10)),
      customerFirstName: optionalText,
      customerLastName: optionalText,
      additionalAttributes: additionalAttributesSchema,
    }),
    language: z.strictObject({}),
    securityInfo: z.strictObject({}),
    timestamp: integer,
    stamps: z.array(z.never()),
    intent: z.nullable(z.literal(['REPLY_TO', 'UPDATE'])),
    entities: z.strictObject({}),
    originalMessageId: z.nullable(id),
    providerMessageId: z.nullable(id),
  }),
)

const media = later(() => ({
  caption: z.literal(''),
  attachment: z.strictObject({
    mediaUrl: absolute,
    mimeType: text.check(z.regex(/^[\w.+-]+\/[\w.+-]+$/)),
    size: integer.check(z.gte(0)),
    thumbnail: z.literal(''),
    mediaName: text,
  }),
  additionalDetails: z.strictObject({ fileName: text }),
}))

const notification = { messageId: id }

/** The bodies that this package writes, with exactly the fields that the vendor's model has. */
const bodySchema = later(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('PLAIN'), markdownText: filledText }),
    z.strictObject({ type: z.literal('IMAGE'), ...media() }),
    z.strictObject({ type: z.literal('AUDIO'), ...media() }),
    z.strictObject({ type: z.literal('VIDEO'), ...media() }),
    z.strictObject({ type: z.literal('FILE'), ...media() }),
    z.strictObject({ type: z.literal('STICKER'), mediaUrl: absolute, stickerId: text }),
    z.strictObject({
      type: z.literal('URL'),
      mediaUrl: absolute,
      markdownText: filledText,
    }),
    z.strictObject({
      type: z.literal('LOCATION'),
      location: z.strictObject({ latitude: number, longitude: number }),
      additionalDetails: z.strictObject({ name: text, address: text, url: text }),
    }),
    z.strictObject({
      type: z.literal('DELIVERYNOTIFICATION'),
      ...notification,
      status: z.literal(['DELIVERED', 'READ', 'FAILED']),
      reasonCode: z.literal(['200', '400', '404', '500']),
      markdownText: z.optional(filledText),
    }),
    z.strictObject({
      type: z.literal('DELETEDNOTIFICATION'),
      ...notification,
      timestamp: integer,
    }),
    z.strictObject({
      type: z.literal('NOTIFICATION'),
      notificationType: z.literal(['TYPING_STARTED', 'TYPING_STOPPED']),
      notificationData: z.strictObject({}),
    }),
  ]),
)

/** {@link emittedCimMessageSchema} with its shape. */
export const emittedCimMessageShape = z.strictObject({
  id,
  get header() {
    return headerSchema()
  },
  get body() {
    return bodySchema()
  },
})

/**
 * The strict form of {@link cimMessageSchema}: what this package may send to CX. It allows only fields and enums of the
 * vendor's object model, whose Java refuses a whole message for one wrong attribute type.
 */
export const emittedCimMessageSchema: z.ZodMiniType<EmittedCimMessage> = emittedCimMessageShape

export type { AdditionalAttribute, EmittedBody, EmittedCimMessage } from './emitted-types.ts'
