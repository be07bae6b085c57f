import * as z from 'zod'
import { idSchema } from './id.ts'

/** `sender.type` of the vendor's model. */
export const senderTypes = ['AGENT', 'BOT', 'CUSTOMER', 'APP', 'CONNECTOR', 'SYSTEM'] as const

/** `additionalAttributes[].type` of the vendor's model; CX refuses a message with any other. */
export const attributeTypes = [
  'Alphanum100',
  'AlphanumSpecial200',
  'String2000',
  'String50',
  'String100',
  'PositiveNumber',
  'IP',
  'Number',
  'PhoneNumber',
  'URL',
  'Boolean',
  'Email',
  'Password',
  'StringList',
  'WebChannelData',
] as const

/** `header.sender` as read: only what the translations need is looked at. */
const senderSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  type: z.string().nullish(),
  senderName: z.string().nullish(),
})

/** `header.channelData` as read. */
const channelDataSchema = z.looseObject({
  /** The customer's PSID. */
  channelCustomerIdentifier: idSchema,
  /** The Facebook Page id. */
  serviceIdentifier: idSchema.nullish(),
})

/**
 * `header` as read. CX's Java writes absent values as `null` and newer versions add fields; the Agent
 * Desk sends `timestamp: ""`. What the translations do not need is therefore open.
 */
export const headerSchema = z.looseObject({
  sender: senderSchema.nullish(),
  channelData: channelDataSchema,
  /** ms since 1970, an ISO string, or `""`. */
  timestamp: z.union([z.number(), z.string()]).nullish(),
  intent: z.string().nullish(),
  /** CIM id of the message quoted or edited. */
  originalMessageId: idSchemaOrBlank().nullish(),
  /** The same in CX 4.3 to 4.5, where the Agent Desk sets only this, without intent. */
  replyToMessageId: idSchemaOrBlank().nullish(),
  /** Outbound, on a quoted reply: the Messenger `mid` of the quoted message. */
  providerMessageId: idSchemaOrBlank().nullish(),
  conversationId: idSchemaOrBlank().nullish(),
})

/** As {@link headerSchema} reads it. */
export type CimHeader = z.infer<typeof headerSchema>

/** Optional ids come as `""` too, which means absent. */
function idSchemaOrBlank() {
  return z.union([idSchema, z.string().transform(() => undefined)])
}
