import * as z from 'zod/mini'
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
  id: z.nullish(z.union([z.string(), z.number()])),
  type: z.nullish(z.string()),
  senderName: z.nullish(z.string()),
})

/** `header.channelData` as read. */
const channelDataSchema = z.looseObject({
  /** The customer's PSID. */
  channelCustomerIdentifier: idSchema,
  /** The Facebook Page id. */
  serviceIdentifier: z.nullish(idSchema),
})

/** Most messages do without these ids: one that is blank, or none, counts as absent and costs nothing else. */
const optionalIdSchema = z.catch(z.nullish(idSchema), undefined)

/**
 * `header` as read. CX's Java writes absent values as `null` and newer versions add fields; the Agent
 * Desk sends `timestamp: ""`. What the translations do not need is therefore open.
 */
export const headerSchema = z.looseObject({
  sender: z.nullish(senderSchema),
  channelData: channelDataSchema,
  /** ms since 1970, an ISO string, or `""`. */
  timestamp: z.nullish(z.union([z.number(), z.string()])),
  intent: z.nullish(z.string()),
  /** CIM id of the message quoted or edited. */
  originalMessageId: optionalIdSchema,
  /** The same in CX 4.3 to 4.5, where the Agent Desk sets only this, without intent. */
  replyToMessageId: optionalIdSchema,
  /** Outbound, on a quoted reply: the Messenger `mid` of the quoted message. */
  providerMessageId: optionalIdSchema,
  conversationId: optionalIdSchema,
})

/** As `headerSchema` reads it. */
export type CimHeader = z.infer<typeof headerSchema>
