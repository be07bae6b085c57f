import { type BodyOf, type BodyType, isKnownBody, type UnknownBody } from '../cim/body.ts'
import type { CimButton } from '../cim/button.ts'
import { textAt, valueAt } from '../outbound/open.ts'
import type { BubbleContent, Tap } from './bubble.ts'
import { contactOf } from './desk-contact.ts'
import { mediumContents } from './desk-media.ts'
import { receiptOf } from './desk-receipt.ts'
import { templateOf } from './desk-template.ts'
import { messageContents } from './message-contents.ts'

type Contents = readonly BubbleContent[]

/** What the Agent Desk shows of each type of body, in order. */
const bodies = {
  PLAIN: ({ markdownText }) => words(markdownText),
  IMAGE: (body) => mediumContents('image', body),
  AUDIO: (body) => mediumContents('audio', body),
  VIDEO: (body) => mediumContents('video', body),
  FILE: (body) => mediumContents('file', body),
  STICKER: ({ mediaUrl, stickerId, markdownText }) => [
    { kind: 'sticker', url: mediaUrl ?? '', stickerId: stickerId ?? '' },
    ...words(markdownText),
  ],
  URL: ({ mediaUrl, mediaURL, markdownText }) => {
    const url = mediaUrl || mediaURL || ''
    return [{ kind: 'link', url, title: markdownText || url }]
  },
  LOCATION: ({ location, additionalDetails, markdownText }) => [
    {
      kind: 'location',
      latitude: location.latitude,
      longitude: location.longitude,
      name: textAt(additionalDetails, 'name'),
      address: textAt(additionalDetails, 'address'),
      url: textAt(additionalDetails, 'url'),
    },
    ...words(markdownText),
  ],
  CONTACT: (body) => [...words(body.markdownText), contactOf(body)],
  BUTTON: ({ markdownText, buttons, additionalDetails }) => [
    {
      kind: 'buttons',
      text: markdownText || textAt(additionalDetails, 'interactive', 'body', 'text'),
      buttons: (buttons ?? []).map(tap),
    },
  ],
  CAROUSEL: ({ elements, markdownText }) => [
    ...words(markdownText),
    {
      kind: 'cards',
      cards: elements.map(({ text, url, buttons, defaultAction, ...element }) => ({
        title: text ?? '',
        subtitle: textAt(element.additionalCarouselElementDetails, 'subtitle'),
        imageUrl: url ?? '',
        opens: defaultAction?.url ?? '',
        buttons: (buttons ?? []).map(tap),
      })),
    },
  ],
  RECEIPT: (body) => [...words(body.markdownText), receiptOf(body)],
  TEMPLATE: (body) => [templateOf(body)],
  DELIVERYNOTIFICATION: ({ status, reasonCode, markdownText }) => [
    deliveryStatus(status ?? '', [
      textAt({ reasonCode }, 'reasonCode'),
      textAt({ markdownText }, 'markdownText'),
    ]),
  ],
  DELETEDNOTIFICATION: () => [{ kind: 'notice', text: 'A message was taken back' }],
  NOTIFICATION: ({ notificationType }) =>
    notificationType?.startsWith('TYPING')
      ? [{ kind: 'typing', isTyping: notificationType === 'TYPING_STARTED' }]
      : notice(spoken(notificationType ?? 'notification')),
  CUSTOM: ({ jsonNode }) => {
    const message = valueAt(jsonNode, 'messenger')
    return message ? messageContents(message) : notice('Data of another part of CX')
  },
  COMMENT: ({ markdownText, attachment, itemType }) => [
    ...(attachment ? mediumContents('file', { attachment }) : []),
    ...words(markdownText || (attachment ? '' : spoken(itemType ?? 'comment'))),
  ],
  ACTION: () => notice('An action of CX'),
  WRAPUP: () => notice('The wrap-up of a conversation'),
  VOICE: () => notice('A voice call'),
  EMAIL: () => notice('An e-mail'),
  ACTIVITY: () => notice('An activity of CX'),
  MULTIMEDIA: () => notice('Several media in one message'),
} satisfies { [K in BodyType]: (body: BodyOf<K>) => Contents }

const handlers: { [K in BodyType]: (body: BodyOf<K>) => Contents } = bodies

/** What the Agent Desk shows of a body: usually one thing, or a medium and a text. */
export function deskContents(body: BodyOf | UnknownBody): Contents {
  return isKnownBody(body) ? contentsOf(body.type, body) : notice(`A message of type ${body.type}`)
}

function contentsOf<K extends BodyType>(type: K, body: BodyOf<K>): Contents {
  return handlers[type](body)
}

function words(text: string | null | undefined): Contents {
  return text ? [{ kind: 'text', text }] : []
}

function notice(text: string): Contents {
  return [{ kind: 'notice', text }]
}

/** A constant such as `CHANNEL_SESSION_STARTED` in words. */
function spoken(name: string): string {
  const text = name.replaceAll('_', ' ').toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function tap({ title, payload, type }: CimButton): Tap {
  const word = (type ?? '').toLowerCase()
  const does = word.includes('url')
    ? 'web_url'
    : word.includes('phone')
      ? 'phone_number'
      : 'postback'
  return { title: title || payload || '', does, payload: payload ?? '' }
}

const statuses = ['delivered', 'read', 'failed'] as const

function deliveryStatus(written: string, details: readonly string[]): BubbleContent {
  const status = statuses.find((known) => known === written.toLowerCase()) ?? 'other'
  const reason = details.filter((detail) => detail !== '' && detail !== '200').join(' · ')
  return { kind: 'status', status, text: reason || spoken(written) }
}
