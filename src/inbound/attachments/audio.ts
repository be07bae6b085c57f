import type { MessengerAttachment } from '../../messenger/attachment.ts'
import type { InboundContext } from '../context.ts'
import type { Part } from '../part.ts'
import { media } from './media.ts'

/** An audio file; voice clips arrive as one. */
export function audio(attachment: MessengerAttachment, context: InboundContext): Part | undefined {
  return media('audio', attachment, context)
}
