import type { CimMessage } from '../../cim/message.ts'
import type { OutboundTranslation } from '../../outbound/index.ts'
import { errorFacts, type FailedStage } from '../connector-event.ts'
import type { ConnectorGraph } from '../options.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage } from '../to-customer/failed-notification.ts'
import type { KnownMessage } from '../to-customer/translate-message.ts'
import { attachmentIn } from './attachment-in.ts'
import { DownloadError } from './download-error.ts'
import { type FetchFile, fetcherOf, publicFetcherOf } from './file-source.ts'
import { givenTypeOf } from './given-type.ts'
import { type Uploading, uploadFile } from './upload-file.ts'

/** A message to send, whose file may have to be uploaded first. */
export type Outgoing = { message: CimMessage; translate: KnownMessage; graph: ConnectorGraph }

/**
 * A translation to send. `renew` returns the same with its file uploaded anew, for when Meta no longer knows the
 * upload's id or could not fetch the file's URL. It resolves to undefined when the file cannot be fetched.
 */
export type ReadyTranslation = OutboundTranslation & {
  renew?: (() => Promise<OutboundTranslation | undefined>) | undefined
}

/**
 * Makes the final translation of a message. A file that Meta cannot reach (File Engine is usually private) is uploaded
 * to Meta first and sent by its id. The upload is used again for as long as Meta keeps it.
 *
 * @throws {CcmError} when File Engine does not return the file
 * @throws {LimitError} when the file is larger than the channel allows
 * @throws {GraphError} when Meta does not take it
 */
export async function uploadMedia(
  { message, translate, graph }: Outgoing,
  parts: Parts,
): Promise<ReadyTranslation> {
  const { mediaUrl, ...byUrl } = translate()
  if (mediaUrl === undefined || !canUpload(graph)) return byUrl
  const uploading = { message, mediaUrl, translate, graph }
  const files = await parts.filesOf(partiesOfMessage(message).pageId)
  const mimeType = givenTypeOf(message, mediaUrl)
  const fetchFile = fetcherOf({ mediaUrl, mimeType }, files, parts)
  const byPublicUrl = { ...byUrl, renew: () => uploadIfHad(publicFetcherOf(mediaUrl, parts)) }
  if (fetchFile === undefined) return byPublicUrl
  return (await uploadIfHad(fetchFile)) ?? byPublicUrl

  /** A download that fails here is left to Meta, which may reach a public host that we do not. */
  async function uploadIfHad(fetchFile: FetchFile): Promise<ReadyTranslation | undefined> {
    try {
      return await byId(fetchFile, uploading, parts)
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error
      reportFailure('media', message, error, parts)
      return undefined
    }
  }
}

async function byId(
  fetchFile: FetchFile,
  uploading: Uploading,
  parts: Parts,
  deadId?: string,
): Promise<ReadyTranslation> {
  const { message, mediaUrl, translate } = uploading
  const upload = await parts.uploads.of(keyOf(message, mediaUrl), {
    upload: () => parts.withFile(async () => uploadFile(await fetchFile(), uploading, parts)),
    onLogFailure: (error: unknown) => reportFailure('log', message, error, parts),
    deadId,
  })
  return {
    ...translate(upload),
    renew: () => byId(fetchFile, uploading, parts, upload.attachmentId),
  }
}

function canUpload(graph: ConnectorGraph): graph is ConnectorGraph & Uploading['graph'] {
  return graph.uploadAttachment !== undefined
}

/**
 * The key of an upload. It holds the Page, to which the id belongs, and the size, because File Engine may later hold
 * another file under that name.
 */
function keyOf(message: CimMessage, mediaUrl: string): string {
  const size = attachmentIn(message)?.size ?? 0
  return [partiesOfMessage(message).pageId, mediaUrl, size].join('\n')
}

function reportFailure(
  stage: FailedStage,
  message: CimMessage,
  error: unknown,
  { report }: Parts,
): void {
  const failure = { type: 'failed', direction: 'outbound', stage, id: message.id } as const
  report({ ...failure, ...partiesOfMessage(message), error: errorFacts(error) })
}
