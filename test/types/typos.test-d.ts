/** Misspelt fields, each of which would read as `undefined` at run time. `npm run typecheck` is the test. */
import {
  type BodyOf,
  type CimMessage,
  type EventOf,
  fieldOf,
  type MessageRequest,
  messengerToCim,
  parseCimMessage,
} from 'messenger-cim'
import { expectTypeOf } from 'vitest'

declare const payload: unknown

export function headers({ header }: CimMessage) {
  // @ts-expect-error: channelData
  header.chanelData
  // @ts-expect-error: channelCustomerIdentifier
  header.channelData.channelCustomerIdentifer
  // @ts-expect-error: senderName
  header.sender?.sendername
  // @ts-expect-error: originalMessageId
  header.originalMessageID
}

export function bodies(body: BodyOf<'PLAIN' | 'URL'>, image: BodyOf<'IMAGE'>) {
  // @ts-expect-error: markdownText
  body.markdowntext
  // @ts-expect-error: markdownText, also where the type of the body is not known
  parseCimMessage(payload).body.markdowntext
  // @ts-expect-error: mediaUrl
  image.attachment.mediaURL
}

export function emitted() {
  for (const { header, body } of messengerToCim(payload).messages) {
    // @ts-expect-error: providerMessageId
    header.providerMessageID
    // @ts-expect-error: markdownText
    if (body.type === 'PLAIN') body.markDownText
  }
}

export function events(message: EventOf<'message'>, postback: EventOf<'postback'>) {
  // @ts-expect-error: text
  message.message.txt
  // @ts-expect-error: url
  message.message.attachments?.[0]?.payload?.uri
  // @ts-expect-error: pageId
  message.pageID
  // @ts-expect-error: payload
  postback.postback.payLoad
  // @ts-expect-error: ad_id
  postback.postback.referral?.adId
  expectTypeOf(fieldOf(message.raw, 'nlp')).toBeUnknown()
}

export function requests(request: MessageRequest) {
  // @ts-expect-error: messaging_type
  request.messagingType
  // @ts-expect-error: quick_replies
  request.message.quickReplies
  // @ts-expect-error: persona_id
  const changed: MessageRequest = { ...request, personaId: '1' }
  return changed
}

/** What the types do not list is there all the same. */
export function unknownFields({ header }: CimMessage) {
  expectTypeOf(fieldOf(header, 'customer')).toBeUnknown()
  expectTypeOf(fieldOf(fieldOf(header, 'customer'), 'firstName')).toBeUnknown()
}
