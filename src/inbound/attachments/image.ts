import type { MessengerAttachment } from '../../messenger/attachment.ts'
import type { InboundContext } from '../context.ts'
import type { Part } from '../part.ts'
import { media } from './media.ts'
import { sticker } from './sticker.ts'

/** A picture or GIF. One with a `sticker_id` is a sticker in the older form, which Meta is retiring. */
export function image(attachment: MessengerAttachment, context: InboundContext): Part | undefined {
  if (attachment.payload?.sticker_id) return sticker(attachment, context)
  return media('image', attachment, context)
}
