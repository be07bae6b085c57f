import { attachmentSchema, type CimAttachment } from '../../cim/attachment.ts'
import { fieldOf } from '../../cim/field-of.ts'
import type { CimMessage } from '../../cim/message.ts'

/** The attachment of a message's body; stickers have a URL instead. */
export function attachmentIn({ body }: CimMessage): CimAttachment | undefined {
  return attachmentSchema.safeParse(fieldOf(body, 'attachment')).data
}
