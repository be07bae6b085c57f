import * as z from 'zod/mini'
import { flag, link, modelList, number, object, text, timestamp, whole } from './model-values.ts'

const attachment = z.looseObject({
  mediaUrl: link,
  mimeType: text,
  size: z.nullish(whole),
  thumbnail: text,
  mediaName: text,
  mediaLabel: text,
})
const medium = z.looseObject({ caption: text, attachment })

/** Enums of CX's model. Its documentation spells some differently, but its Java accepts only these. */
const notificationTypes = [
  ...['SYSTEM_ERROR', 'CHANNEL_SESSION_STARTED', 'CHANNEL_SESSION_EXPIRED'],
  ...['CHANNEL_SESSION_ENDED', 'AGENT_SUBSCRIBED', 'AGENT_UNSUBSCRIBED', 'CONSULT_TRANSFER'],
  ...['CONSULT_CONFERENCE', 'DIRECT_TRANSFER', 'NO_AGENT_AVAILABLE', 'AGENT_RESERVED'],
  ...['TYPING_STARTED', 'TYPING_STOPPED'],
] as const
const itemTypes = [
  ...['VIDEO', 'TEXT', 'IMAGE', 'LIKE', 'UNLIKE', 'DELETE', 'HIDE', 'PRIVATE_REPLY'],
] as const
const parameterTypes = [
  ...['text', 'currency', 'date_time', 'image', 'document', 'video', 'payload'],
] as const

const unreadable = z.looseObject({
  type: z.custom<string>(() => false, 'the model of CX cannot read one'),
})

/** What CX's model requires of each type of body beyond what this package reads. Other types may hold anything. */
export const bodyModels: ReadonlyMap<string, z.ZodMiniType> = new Map<string, z.ZodMiniType>([
  ['IMAGE', medium],
  ['AUDIO', medium],
  ['VIDEO', medium],
  ['FILE', medium],
  ['STICKER', z.looseObject({ mediaUrl: link, stickerId: text })],
  ['URL', z.looseObject({ mediaUrl: link })],
  ['LOCATION', z.looseObject({ location: z.looseObject({ latitude: number, longitude: number }) })],
  [
    'CONTACT',
    z.looseObject({
      contacts: modelList(
        z.looseObject({ name: object, phones: modelList(z.looseObject({ phone: text })) }),
      ),
    }),
  ],
  [
    'BUTTON',
    z.looseObject({
      buttonMessageType: z.nullish(z.literal(['BUTTON', 'QUICK_REPLIES'])),
      buttons: modelList(z.looseObject({ title: text, payload: text, type: text })),
    }),
  ],
  ['CAROUSEL', unreadable],
  [
    'RECEIPT',
    z.looseObject({
      sharable: z.nullish(flag),
      elements: modelList(z.looseObject({ quantity: z.nullish(number), price: z.nullish(number) })),
      address: object,
      adjustments: modelList(z.looseObject({ name: text, amount: z.nullish(number) })),
    }),
  ],
  [
    'TEMPLATE',
    z.looseObject({
      language: object,
      components: modelList(
        z.looseObject({
          type: z.nullish(z.literal(['header', 'body', 'button'])),
          parameters: modelList(
            z.looseObject({ parameterType: z.nullish(z.literal(parameterTypes)) }),
          ),
        }),
      ),
    }),
  ],
  [
    'DELIVERYNOTIFICATION',
    z.looseObject({
      messageId: text,
      status: z.nullish(z.literal(['DELIVERED', 'READ', 'CONNECTED', 'FAILED'])),
      reasonCode: text,
    }),
  ],
  ['DELETEDNOTIFICATION', z.looseObject({ messageId: text, timestamp: z.nullish(timestamp) })],
  [
    'NOTIFICATION',
    z.looseObject({
      notificationType: z.nullish(z.literal(notificationTypes)),
      notificationData: object,
    }),
  ],
  [
    'COMMENT',
    z.looseObject({
      postId: text,
      itemType: z.nullish(z.literal(itemTypes)),
      attachment: z.nullish(attachment),
    }),
  ],
  ['MULTIMEDIA', unreadable],
])
