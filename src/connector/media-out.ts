import { attachmentSchema } from '../cim/attachment.ts'
import type { CimMessage } from '../cim/message.ts'
import { detectMedia } from '../media/detect.ts'
import { plainMimeTypeOf } from '../media/kind.ts'
import { limits } from '../messenger/limits.ts'
import type { MediaType, SendRequest } from '../messenger/send-request.ts'
import { fileNamesOf } from '../outbound/file-name.ts'
import type { OutboundTranslation } from '../outbound/index.ts'
import { errorFacts } from './connector-event.ts'
import { DownloadError } from './download-error.ts'
import { partiesOfMessage } from './failed-notification.ts'
import { fetcherOf } from './file-source.ts'
import type { UploadedAttachment } from './message-log.ts'
import type { ConnectorGraph } from './options.ts'
import type { Parts } from './parts.ts'
import { soundType } from './sound-type.ts'
import type { KnownMessage } from './translate-message.ts'

/** A message on its way, whose file may have to go first. */
export type Outgoing = { message: CimMessage; translate: KnownMessage; graph: ConnectorGraph }

/**
 * Translates a message for good: a file that lies where Meta cannot reach it (File Engine is mostly private)
 * is uploaded to Meta first, once for as long as Meta keeps it, and goes out by its id.
 *
 * @throws {CcmError} when File Engine does not give the file
 * @throws {LimitError} when the file is larger than a channel's files may be
 * @throws {GraphError} when Meta does not take it
 */
export async function uploadMedia(outgoing: Outgoing, parts: Parts): Promise<OutboundTranslation> {
  const { message, translate, graph } = outgoing
  const { mediaUrl, ...translation } = translate()
  const fetchFile = mediaUrl === undefined ? undefined : fetcherOf(mediaUrl, parts)
  if (mediaUrl === undefined || fetchFile === undefined || !canUpload(graph)) return translation
  const key = attachmentKey(message, mediaUrl)
  const kept = await parts.log.attachmentOf(key)
  if (kept !== undefined && kept.expiresAt > parts.now()) return translate(kept)
  try {
    const uploaded = await parts.withFile(async () =>
      upload(await fetchFile(), mediaUrl, { message, translate, graph }, parts),
    )
    await parts.log.rememberAttachment(key, uploaded)
    return translate(uploaded)
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error
    // A trusted host may be public: Meta may reach what we do not.
    const failure = { type: 'failed', direction: 'outbound', stage: 'media' } as const
    const parties = partiesOfMessage(message)
    parts.report({ ...failure, id: message.id, ...parties, error: errorFacts(error) })
    return translation
  }
}

type Uploading = Outgoing & { graph: Required<Pick<ConnectorGraph, 'uploadAttachment'>> }

function canUpload(graph: ConnectorGraph): graph is ConnectorGraph & Uploading['graph'] {
  return graph.uploadAttachment !== undefined
}

async function upload(
  bytes: Uint8Array<ArrayBuffer>,
  mediaUrl: string,
  { message, translate, graph }: Uploading,
  { report, now }: Parts,
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
 * called. Of `application/octet-stream` the translation asks the name.
 */
const unproven = 'binary/octet-stream'

/** The bytes decide; what was said of them only tells sound from film, which share containers. */
function realType(message: CimMessage, sniffed: string | undefined): string {
  if (sniffed === undefined) return unproven
  const said = plainMimeTypeOf(attachmentOf(message)?.mimeType ?? '')
  const isSound = message.body.type === 'AUDIO' || said.startsWith('audio/')
  return isSound ? soundType(sniffed) : sniffed
}

/** Ids of uploads belong to the Page; and File Engine may hold another file of that name by then. */
function attachmentKey(message: CimMessage, mediaUrl: string): string {
  const size = attachmentOf(message)?.size ?? 0
  return [partiesOfMessage(message).pageId, mediaUrl, size].join('\n')
}

function mediaTypeIn(requests: readonly SendRequest[]): MediaType {
  const types = requests.flatMap((request) => {
    const attachment = 'message' in request ? request.message.attachment : undefined
    return attachment === undefined || attachment.type === 'template' ? [] : [attachment.type]
  })
  return types[0] ?? 'file'
}

function nameOf(message: CimMessage, mediaUrl: string): string {
  const attachment = attachmentOf(message) ?? { mediaUrl }
  const [name = 'file'] = fileNamesOf(attachment, message.body.additionalDetails)
  return name
}

/** Stickers have a URL instead. */
function attachmentOf({ body }: CimMessage) {
  return attachmentSchema.safeParse(body.attachment).data
}
