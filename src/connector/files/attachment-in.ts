import { attachmentSchema, type CimAttachment } from '../../cim/attachment.ts'
import type { CimMessage } from '../../cim/message.ts'

/** The attachment of a message's body; stickers have a URL instead. */
export function attachmentIn({ body }: CimMessage): CimAttachment | undefined {
  return attachmentSchema.safeParse(body.attachment).data
}
