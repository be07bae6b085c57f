import { fieldOf } from '../../cim/field-of.ts'
import type { CimMessage } from '../../cim/message.ts'
import { detectMedia } from '../../media/detect.ts'
import { plainMimeTypeOf } from '../../media/kind.ts'
import { limits } from '../../messenger/limits.ts'
import type { MediaType, SendRequest } from '../../messenger/send-request.ts'
import { fileNamesOf } from '../../outbound/file-name.ts'
import type { UploadedAttachment } from '../message-log.ts'
import type { ConnectorGraph } from '../options.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage } from '../to-customer/failed-notification.ts'
import type { KnownMessage } from '../to-customer/translate-message.ts'
import { attachmentIn } from './attachment-in.ts'
import { soundType } from './sound-type.ts'

/** A message whose file goes to Meta first. */
export type Uploading = {
  message: CimMessage
  mediaUrl: string
  translate: KnownMessage
  graph: Required<Pick<ConnectorGraph, 'uploadAttachment'>>
}

/** Uploads the file of a message to Meta, as what it really is. */
export async function uploadFile(
  bytes: Uint8Array<ArrayBuffer>,
  { message, mediaUrl, translate, graph }: Uploading,
  { report, now }: Pick<Parts, 'report' | 'now'>,
): Promise<UploadedAttachment> {
  const { id } = message
  const size = bytes.byteLength
  const sniffed = (await detectMedia(bytes))?.mimeType
  const mimeType = realType(message, sniffed)
  const { attachmentId } = await graph.uploadAttachment({
    // Its real size and type may make a file of a picture.
    type: mediaTypeIn(translate({ size, mimeType }).requests),
    file: new Blob([bytes], { type: sniffed ?? '' }),
    fileName: nameOf(message, mediaUrl),
    reusable: true,
  })
  const file = { mimeType: sniffed ?? 'application/octet-stream', size, disguised: false }
  report({ type: 'rehosted', direction: 'outbound', id, ...partiesOfMessage(message), ...file })
  return { attachmentId, size, mimeType, expiresAt: now() + limits.attachmentIdLife.max }
}

/**
 * For bytes that show no type: all that Messenger plays does, so such a file is none of it, whatever it is
 * called. Of a type that fits any file the translation would ask the name.
 */
const unproven = 'application/x-unknown'

/** The bytes decide; what was said of them only tells sound from film, which share containers. */
function realType(message: CimMessage, sniffed: string | undefined): string {
  if (sniffed === undefined) return unproven
  const said = plainMimeTypeOf(attachmentIn(message)?.mimeType ?? '')
  const isSound = message.body.type === 'AUDIO' || said.startsWith('audio/')
  return isSound ? soundType(sniffed) : sniffed
}

function mediaTypeIn(requests: readonly SendRequest[]): MediaType {
  const types = requests.flatMap((request) => {
    const attachment = 'message' in request ? request.message.attachment : undefined
    return attachment === undefined || attachment.type === 'template' ? [] : [attachment.type]
  })
  return types[0] ?? 'file'
}

function nameOf(message: CimMessage, mediaUrl: string): string {
  const attachment = attachmentIn(message) ?? { mediaUrl }
  const [name = 'file'] = fileNamesOf(attachment, fieldOf(message.body, 'additionalDetails'))
  return name
}
