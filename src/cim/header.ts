import * as z from 'zod/mini'
import { anything, nullishText } from '../schema/fields.ts'
import { passes } from '../schema/quick.ts'
import { idSchema } from './id.ts'
import { orAbsent, textOrNumberOrAbsent } from './or-absent.ts'
import { isUsualHeader } from './usual.ts'

/** `sender.type` of the vendor's model. */
export const senderTypes = ['AGENT', 'BOT', 'CUSTOMER', 'APP', 'CONNECTOR', 'SYSTEM'] as const

/** One of `senderTypes`. */
export type SenderType = (typeof senderTypes)[number]

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

/** One of `attributeTypes`. */
export type AttributeType = (typeof attributeTypes)[number]

/** `header.sender` as read: only the fields that the translations need. */
const senderSchema = z.looseObject({
  id: textOrNumberOrAbsent,
  type: orAbsent(nullishText),
  senderName: orAbsent(nullishText),
})

/** `header.channelData` as read. */
const channelDataSchema = z.looseObject({
  /** The customer's PSID. */
  channelCustomerIdentifier: idSchema,
  /** The Facebook Page id. */
  serviceIdentifier: z.nullish(idSchema),
  additionalAttributes: anything,
})

const optionalIdSchema = orAbsent(z.nullish(idSchema))

/**
 * `header` as read. CX's Java writes absent values as `null` and newer versions add fields; the Agent Desk sends
 * `timestamp: ""`. So fields that the translations do not need may hold anything.
 */
export const headerSchema = passes(
  z.looseObject({
    sender: orAbsent(z.nullish(senderSchema)),
    channelData: channelDataSchema,
    /** ms since 1970, an ISO string, or `""`. */
    timestamp: textOrNumberOrAbsent,
    intent: nullishText,
    /** CIM id of the message quoted or edited. */
    originalMessageId: optionalIdSchema,
    /** The same in CX 4.3 to 4.5, where the Agent Desk sets only this, without intent. */
    replyToMessageId: optionalIdSchema,
    /** Outbound, on a quoted reply: the Messenger `mid` of the quoted message. */
    providerMessageId: optionalIdSchema,
    conversationId: optionalIdSchema,
  }),
  isUsualHeader,
)

/**
 * `header` of a CIM message as read. CX sets more fields, such as `customer` and `roomId`, and versions add some:
 * {@link fieldOf} reads those.
 */
export type CimHeader = {
  /** Who wrote it: an agent, a bot, or CX itself. */
  sender?: CimSender | null | undefined
  /** The conversation: which customer, on which Page. */
  channelData: CimChannelData
  /** When it was written: ms since 1970, an ISO string, or (receipts of the Agent Desk) `""`. */
  timestamp?: number | string | null | undefined
  /** `REPLY_TO` quotes a message, `UPDATE` edits one; `null`, `""` and `NONE` mean an ordinary one. */
  intent?: string | null | undefined
  /** The CIM id of the message that is quoted or edited. */
  originalMessageId?: string | null | undefined
  /** The same in CX 4.3 to 4.5, where the Agent Desk sets only this, without `intent`. */
  replyToMessageId?: string | null | undefined
  /** On a quoted reply: the Messenger id (`mid`) of the quoted message, if CX knows it. */
  providerMessageId?: string | null | undefined
  /** CX's id of the conversation. */
  conversationId?: string | null | undefined
}

/** `header.sender` as read. */
export type CimSender = {
  /** The agent's, bot's or connector's id in CX. */
  id?: string | number | null | undefined
  /** `AGENT`, `BOT`, `CUSTOMER`, `APP`, `CONNECTOR` or `SYSTEM`; other words survive. */
  type?: string | null | undefined
  /** A name to show. */
  senderName?: string | null | undefined
}

/** `header.channelData` as read. */
export type CimChannelData = {
  /** The customer's PSID: the recipient. */
  channelCustomerIdentifier: string
  /** The id of the Facebook Page that it comes from. */
  serviceIdentifier?: string | null | undefined
  /** A list of `{ key, type, value }`. `attributeOf` reads one by its key. */
  additionalAttributes?: unknown
}

/** The same with whatever else CX puts into it. */
export type OpenHeader = z.infer<typeof headerSchema>
