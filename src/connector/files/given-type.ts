import { fieldOf } from '../../cim/field-of.ts'
import type { CimMessage } from '../../cim/message.ts'
import { mimeTypeFor } from '../../outbound/medium.ts'
import { attachmentIn } from './attachment-in.ts'

/** The types that a body without one gives its file. */
const typesOfBodies = new Map([
  ['IMAGE', 'image/*'],
  ['STICKER', 'image/*'],
  ['AUDIO', 'audio/*'],
  ['VIDEO', 'video/*'],
])

/** The MIME type of a message's file before it is fetched: the one that CX gives, else that of a name or the body. */
export function givenTypeOf(message: CimMessage, mediaUrl: string): string | undefined {
  const { body } = message
  const attachment = attachmentIn(message) ?? { mediaUrl }
  const additionalDetails = fieldOf(body, 'additionalDetails')
  const mimeType = mimeTypeFor({ attachment, additionalDetails, shownAs: 'file' })
  return mimeType ?? typesOfBodies.get(body.type)
}
