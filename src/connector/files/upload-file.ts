import { fieldOf } from '../../cim/field-of.ts'
import type { CimMessage } from '../../cim/message.ts'
import { isBuiltOn, recordedAs } from '../../media/container.ts'
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
import { cleanName } from './clean-name.ts'
import { givenTypeOf } from './given-type.ts'

/** A message whose file is uploaded to Meta first. */
export type Uploading = {
  message: CimMessage
  mediaUrl: string
  translate: KnownMessage
  graph: Required<Pick<ConnectorGraph, 'uploadAttachment'>>
}

/** Uploads the file of a message to Meta, by the type of its bytes. */
export async function uploadFile(
  bytes: Uint8Array<ArrayBuffer>,
  { message, mediaUrl, translate, graph }: Uploading,
  { report, now }: Pick<Parts, 'report' | 'now'>,
): Promise<UploadedAttachment> {
  const { id } = message
  const size = bytes.byteLength
  const sniffed = (await detectMedia(bytes))?.mimeType
  const shown = sniffed && shownType(message, mediaUrl, sniffed)
  const mimeType = shown ? realType(message, shown) : unproven
  const { attachmentId } = await graph.uploadAttachment({
    // With its real size and type, an image may have to be sent as a file.
    type: mediaTypeIn(translate({ size, mimeType, attachmentId: uploadToCome }).requests),
    file: new Blob([bytes], { type: shown ?? '' }),
    fileName: namesOf(message, mediaUrl).map(cleanName).find(Boolean) ?? 'file',
    reusable: true,
  })
  const file = { mimeType: shown ?? 'application/octet-stream', size, disguised: false }
  report({ type: 'rehosted', direction: 'outbound', id, ...partiesOfMessage(message), ...file })
  return { attachmentId, size, mimeType, expiresAt: now() + limits.attachmentIdLife.max }
}

/**
 * The type of bytes that cannot be detected. Types that Messenger plays can be detected, so such bytes are sent as a
 * file. With `application/octet-stream` the translation would use the type that the name suggests.
 */
const unproven = 'application/x-unknown'

/** Uploaded images may be larger than images by URL, so the limits of an upload apply. */
const uploadToCome = '0'

/** The type of the bytes. For a container format: the type that CX gives, else that of the name. */
function shownType(message: CimMessage, mediaUrl: string, sniffed: string): string {
  const said = givenTypeOf(message, mediaUrl)
  return said !== undefined && isBuiltOn(said, sniffed) ? said : sniffed
}

/** The bytes decide. The given type only separates audio from video, which share containers. */
function realType(message: CimMessage, sniffed: string): string {
  const said = plainMimeTypeOf(attachmentIn(message)?.mimeType ?? '')
  const isSound = message.body.type === 'AUDIO' || said.startsWith('audio/')
  return isSound ? recordedAs(sniffed, 'audio') : sniffed
}

function mediaTypeIn(requests: readonly SendRequest[]): MediaType {
  const types = requests.flatMap((request) => {
    const attachment = 'message' in request ? request.message.attachment : undefined
    return attachment === undefined || attachment.type === 'template' ? [] : [attachment.type]
  })
  return types[0] ?? 'file'
}

function namesOf(message: CimMessage, mediaUrl: string): string[] {
  const attachment = attachmentIn(message) ?? { mediaUrl }
  return fileNamesOf(attachment, fieldOf(message.body, 'additionalDetails'))
}
