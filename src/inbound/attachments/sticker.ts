import type { MessengerAttachment } from '../../messenger/attachment.ts'
import type { InboundContext } from '../context.ts'
import { type Part, part } from '../part.ts'
import { addressOf } from './address.ts'

/** A sticker, or the Like thumb. Stickers made by AI have no id. */
export function sticker(
  attachment: MessengerAttachment,
  context: InboundContext,
): Part | undefined {
  const url = addressOf(attachment)
  if (url === undefined) return undefined
  return part({
    type: 'STICKER',
    mediaUrl: context.media?.(url)?.mediaUrl || url,
    stickerId: attachment.payload?.sticker_id ?? '',
  })
}
