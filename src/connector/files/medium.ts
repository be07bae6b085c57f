import type { EmittedCimMessage } from '../../cim/emitted.ts'
import type { MediaType } from '../../messenger/send-request.ts'

/** A file of a message at Meta, with its message and conversation. */
export type Medium = { url: string; kind: MediaType; id: string; pageId: string; psid: string }

const kinds = { IMAGE: 'image', AUDIO: 'audio', VIDEO: 'video', FILE: 'file' } as const

/** The file of a message; most messages have none. */
export function mediumOf({ id, header, body }: EmittedCimMessage): Medium[] {
  const { channelCustomerIdentifier: psid, serviceIdentifier: pageId } = header.channelData
  const owner = { id, pageId, psid }
  switch (body.type) {
    case 'IMAGE':
    case 'AUDIO':
    case 'VIDEO':
    case 'FILE':
      return [{ ...owner, url: body.attachment.mediaUrl, kind: kinds[body.type] }]
    case 'STICKER':
      return [{ ...owner, url: body.mediaUrl, kind: 'image' }]
    default:
      return []
  }
}
