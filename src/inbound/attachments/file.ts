import type { MessengerAttachment } from '../../messenger/attachment.ts'
import type { InboundContext } from '../context.ts'
import type { Part } from '../part.ts'
import { media } from './media.ts'

/** Any other file. */
export function file(attachment: MessengerAttachment, context: InboundContext): Part | undefined {
  return media('file', attachment, context)
}
