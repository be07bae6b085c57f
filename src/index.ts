/**
 * The translations between Messenger and CIM, their schemas, types, limits and errors. Pure: nothing
 * here touches network, clock or environment, and nothing is imported from Node.
 * @module messenger-cim
 */

export type { CimAttachment } from './cim/attachment.ts'
export {
  type BodyOf,
  type BodyType,
  bodySchemas,
  isKnownBody,
  type UnknownBody,
} from './cim/body.ts'
export type * from './cim/body-types.ts'
export type { CimButton } from './cim/button.ts'
export type { CimContact } from './cim/contact.ts'
export { emittedCimMessageSchema } from './cim/emitted.ts'
export type * from './cim/emitted-types.ts'
export { fieldOf } from './cim/field-of.ts'
export type {
  AttributeType,
  CimChannelData,
  CimHeader,
  CimSender,
  SenderType,
} from './cim/header.ts'
export { type CimMessage, cimMessageSchema, parseCimMessage } from './cim/message.ts'
export type { ReceiptAddress, ReceiptBody, ReceiptElement } from './cim/receipt.ts'
export type {
  CimTemplateComponent,
  CimTemplateParameter,
  TemplateBody,
} from './cim/template.ts'
export {
  type AnyMessengerCimError,
  CcmError,
  type CcmErrorDetails,
  describeIssue,
  GraphError,
  type GraphErrorDetails,
  type GraphErrorReason,
  isMessengerCimError,
  LimitError,
  type LimitUnit,
  MessengerCimError,
  type MessengerCimErrorCode,
  PayloadError,
  type PayloadIssue,
  type PayloadSubject,
  type SchemaIssue,
  SendAbortedError,
  SignatureError,
  type SignatureErrorReason,
  UnsupportedBodyError,
} from './errors.ts'
export {
  type AttributedMessage,
  type AttributeKey,
  type Attributes,
  attributeKeys,
  attributeOf,
  type CimMessageKey,
  cimMessageId,
  eventToCim,
  type InboundContext,
  type InboundTranslation,
  type ListAttributeKey,
  type MediaFacts,
  messengerToCim,
  type TextAttributeKey,
} from './inbound/index.ts'
export {
  type AttachmentPayload,
  type AttachmentType,
  attachmentTypes,
  type Coordinates,
  type MessengerAttachment,
} from './messenger/attachment.ts'
export type {
  AccountLinkButton,
  AccountUnlinkButton,
  AudioCallButton,
  Button,
  DefaultAction,
  GamePlayButton,
  PhoneNumberButton,
  PostbackButton,
  WebUrlButton,
} from './messenger/button.ts'
export type { EventEnvelope, EventKind, EventOf, MessengerEvent } from './messenger/event.ts'
export type * from './messenger/item-types.ts'
export { limits } from './messenger/limits.ts'
export type * from './messenger/message-types.ts'
export { outgoingMessageSchema } from './messenger/outgoing-message.ts'
export { parseWebhook } from './messenger/parse-webhook.ts'
export type { QuickReply, TextQuickReply } from './messenger/quick-reply.ts'
export type { ParsedWebhook } from './messenger/reading.ts'
export type {
  ReceiptTemplate,
  ReceiptTemplateAddress,
  ReceiptTemplateElement,
} from './messenger/receipt.ts'
export type {
  CommentRecipient,
  NotificationRecipient,
  OneTimeRecipient,
  PhoneRecipient,
  PostRecipient,
  PsidRecipient,
  Recipient,
  UserRefRecipient,
} from './messenger/recipient.ts'
export type { AdsContextData, Referral } from './messenger/referral.ts'
export { sendRequestSchema } from './messenger/send-request.ts'
export type * from './messenger/send-request-types.ts'
export { type SkippedEvent, type SkipReason, skipReasons } from './messenger/skipped.ts'
export type * from './messenger/template-types.ts'
export { type Webhook, webhookSchema } from './messenger/webhook.ts'
export {
  type Adjustment,
  type AdjustmentKind,
  adjustmentKinds,
  cimToMessenger,
  type OutboundContext,
  type OutboundTranslation,
} from './outbound/index.ts'
