import type { MessengerAttachment } from '../../messenger/attachment.ts'
import type { InboundContext } from '../context.ts'
import type { Part } from '../part.ts'

/** Translates an attachment of one type; undefined when there is nothing to show. */
export type AttachmentHandler = (
  attachment: MessengerAttachment,
  context: InboundContext,
) => Part | undefined
