/** What must and must not compile against the root entry point; `npm run typecheck` is the test. */
import {
  type AdjustmentKind,
  type AttributeKey,
  attributeOf,
  type BodyOf,
  type BodyType,
  type CimMessage,
  cimMessageId,
  cimToMessenger,
  type EmittedCimMessage,
  type EventKind,
  type EventOf,
  eventToCim,
  isKnownBody,
  isMessengerCimError,
  LimitError,
  limits,
  MessengerCimError,
  type MessengerCimErrorCode,
  messengerToCim,
  PayloadError,
  parseCimMessage,
  parseWebhook,
  type SendRequest,
  type SkipReason,
} from 'messenger-cim'
import { expectTypeOf } from 'vitest'

declare const payload: unknown

export function translations() {
  const { messages, skipped } = messengerToCim(payload)
  expectTypeOf(messages).toEqualTypeOf<EmittedCimMessage[]>()
  expectTypeOf(skipped[0]).not.toBeAny()
  expectTypeOf<(typeof skipped)[number]['reason']>().toEqualTypeOf<SkipReason>()
  const { requests, adjustments } = cimToMessenger(payload)
  expectTypeOf(requests).toEqualTypeOf<SendRequest[]>()
  expectTypeOf<(typeof adjustments)[number]['kind']>().toEqualTypeOf<AdjustmentKind>()
  /** What goes in one way is read on the other side too. */
  expectTypeOf<EmittedCimMessage>().toExtend<CimMessage>()
}

export function options() {
  messengerToCim(payload, { links: 'markdown', echoes: 'translate', standby: 'skip' })
  cimToMessenger(payload, { messagingType: 'UPDATE', humanAgent: true, markdown: 'verbatim' })
  // @ts-expect-error: one of two words
  messengerToCim(payload, { links: 'html' })
  // @ts-expect-error: no such option
  messengerToCim(payload, { sentUntil: () => [] })
  // @ts-expect-error: pure functions do not wait
  messengerToCim(payload, { cimIdOf: async () => 'id' })
  /** An option that the host does not have either may be passed on as it is. */
  cimToMessenger(payload, { personaId: undefined })
  // @ts-expect-error: tags are not chosen by hand
  cimToMessenger(payload, { tag: 'ACCOUNT_UPDATE' })
}

export function events() {
  for (const event of parseWebhook(payload).events) {
    eventToCim(event)
    expectTypeOf(event.kind).toEqualTypeOf<EventKind>()
    if (event.kind !== 'postback') continue
    expectTypeOf(event).toEqualTypeOf<EventOf<'postback'>>()
    expectTypeOf(event.postback.title).toEqualTypeOf<string | null | undefined>()
    // @ts-expect-error: a postback has no text
    event.message.text
  }
  // @ts-expect-error: an event comes from parseWebhook
  eventToCim({ message: { text: 'Hello' } })
  // @ts-expect-error: no such kind
  expectTypeOf<EventOf<'typing'>>().toBeObject()
}

export function bodies() {
  const { body } = parseCimMessage(payload)
  // @ts-expect-error: the type is not known to be one that has an attachment
  body.attachment.mediaUrl
  if (!isKnownBody(body)) return expectTypeOf(body.type).toEqualTypeOf<string>()
  expectTypeOf(body.type).toEqualTypeOf<BodyType>()
  if (body.type === 'IMAGE') expectTypeOf(body).toEqualTypeOf<BodyOf<'IMAGE'>>()
  // @ts-expect-error: CX has no such type
  return body.type === 'PICTURE'
}

export function attributes(message: EmittedCimMessage, read: CimMessage, key: AttributeKey) {
  expectTypeOf(attributeOf(message, 'postbackPayload')).toEqualTypeOf<string | undefined>()
  expectTypeOf(attributeOf(read, 'links')).toEqualTypeOf<string[] | undefined>()
  expectTypeOf(attributeOf(read, key)).toEqualTypeOf<string | string[] | undefined>()
  // @ts-expect-error: postbackPayload
  attributeOf(message, 'postBackPayload')
  // @ts-expect-error: a message, not its header
  attributeOf(message.header, 'links')
}

export function keys() {
  expectTypeOf(cimMessageId({ pageId: '1', mid: 'm_1', part: 2 })).toBeString()
  // @ts-expect-error: an id needs the Page
  cimMessageId({ mid: 'm_1' })
  // @ts-expect-error: limits are facts
  limits.text.max = 3000
}

export function errors(error: unknown) {
  if (!isMessengerCimError(error)) return
  expectTypeOf<(typeof error)['code']>().toEqualTypeOf<MessengerCimErrorCode>()
  if (error instanceof PayloadError) {
    expectTypeOf<(typeof error)['code']>().toEqualTypeOf<'payload_invalid'>()
  }
  if (error instanceof LimitError) expectTypeOf(error.actual).toBeNumber()
  // @ts-expect-error: the base is abstract
  new MessengerCimError('no kind')
}

/** The `code` says which error it is, and so which fields it has. */
export function fieldsOf(error: unknown): unknown {
  if (!isMessengerCimError(error)) return undefined
  switch (error.code) {
    case 'payload_invalid':
      return error.issues
    case 'body_unsupported':
      return error.bodyType
    case 'limit_exceeded':
      return error.unit
    case 'signature_invalid':
      return error.reason
    case 'graph_error':
      return error.possiblyDelivered
    case 'send_aborted':
      return error.sent
    case 'ccm_error':
      return error.refused
    case 'storage_failed':
      return error.reason
    case 'config_invalid':
      return error.lines
    default:
      return expectTypeOf(error).toBeNever()
  }
}

/** A map over all kinds does not compile when one is missing: that is how none is forgotten. */
type Complete = { [K in EventKind]: string }
export const incomplete = {
  message: 'a message',
  // @ts-expect-error: all other kinds are missing
} satisfies Complete
