import type { MessengerAttachment } from '../../messenger/attachment.ts'
import type { InboundContext } from '../context.ts'
import type { Part } from '../part.ts'
import { media } from './media.ts'

/** A video. */
export function video(attachment: MessengerAttachment, context: InboundContext): Part | undefined {
  return media('video', attachment, context)
}
