import type { BodyType } from '../../cim/body.ts'
import type { BodyHandler } from '../rendering.ts'
import { button } from './button.ts'
import { carousel } from './carousel.ts'
import { comment } from './comment.ts'
import { contact } from './contact.ts'
import { custom } from './custom.ts'
import { deliveryNotification } from './delivery-notification.ts'
import { location } from './location.ts'
import { media } from './media.ts'
import { nothing } from './nothing.ts'
import { notification } from './notification.ts'
import { plain } from './plain.ts'
import { receipt } from './receipt.ts'
import { sticker } from './sticker.ts'
import { template } from './template.ts'
import { unsupported } from './unsupported.ts'
import { url } from './url.ts'

/** A handler for every type of body. */
export type BodyHandlers = { [K in BodyType]: BodyHandler<K> }

/** The handler of every type of body. Those that are not sent to Messenger give the reason. */
export const bodyHandlers = {
  PLAIN: plain,
  IMAGE: media,
  AUDIO: media,
  VIDEO: media,
  FILE: media,
  STICKER: sticker,
  URL: url,
  LOCATION: location,
  CONTACT: contact,
  BUTTON: button,
  CAROUSEL: carousel,
  RECEIPT: receipt,
  TEMPLATE: template,
  NOTIFICATION: notification,
  DELIVERYNOTIFICATION: deliveryNotification,
  COMMENT: comment,
  CUSTOM: custom,
  ACTION: nothing('an instruction between the parts of CX'),
  WRAPUP: nothing('an agent’s notes about the conversation'),
  VOICE: nothing('a signal of a phone call'),
  EMAIL: unsupported('Messenger carries no e-mail'),
  ACTIVITY: unsupported('Messenger shows no activities'),
  MULTIMEDIA: unsupported('the model does not say what it holds'),
  DELETEDNOTIFICATION: unsupported('a Page cannot take back what it sent'),
} satisfies BodyHandlers
