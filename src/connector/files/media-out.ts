import type { CimMessage } from '../../cim/message.ts'
import type { OutboundTranslation } from '../../outbound/index.ts'
import { errorFacts, type FailedStage } from '../connector-event.ts'
import type { ConnectorGraph } from '../options.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage } from '../to-customer/failed-notification.ts'
import type { KnownMessage } from '../to-customer/translate-message.ts'
import { attachmentIn } from './attachment-in.ts'
import { DownloadError } from './download-error.ts'
import { fetcherOf } from './file-source.ts'
import { type Uploading, uploadFile } from './upload-file.ts'

/** A message on its way, whose file may have to go first. */
export type Outgoing = { message: CimMessage; translate: KnownMessage; graph: ConnectorGraph }

/** A translation to send. `renew` gives the same with its file uploaded anew, where it goes by an upload's id. */
export type ReadyTranslation = OutboundTranslation & {
  renew?: (() => Promise<OutboundTranslation>) | undefined
}

/**
 * Translates a message for good: a file that lies where Meta cannot reach it (File Engine is mostly private)
 * is uploaded to Meta first, once for as long as Meta keeps it, and goes out by its id.
 *
 * @throws {CcmError} when File Engine does not give the file
 * @throws {LimitError} when the file is larger than a channel's files may be
 * @throws {GraphError} when Meta does not take it
 */
export async function uploadMedia(
  { message, translate, graph }: Outgoing,
  parts: Parts,
): Promise<ReadyTranslation> {
  const { mediaUrl, ...byUrl } = translate()
  if (mediaUrl === undefined || !canUpload(graph)) return byUrl
  const files = await parts.filesOf(partiesOfMessage(message).pageId)
  const fetchFile = fetcherOf(mediaUrl, files, parts)
  if (fetchFile === undefined) return byUrl
  const uploading = { message, mediaUrl, translate, graph }
  const key = keyOf(message, mediaUrl)
  const request = {
    upload: () => parts.withFile(async () => uploadFile(await fetchFile(), uploading, parts)),
    onLogFailure: (error: unknown) => reportFailure('log', message, error, parts),
  }

  async function byId(deadId?: string): Promise<ReadyTranslation> {
    try {
      const upload = await parts.uploads.of(key, { ...request, deadId })
      return { ...translate(upload), renew: () => byId(upload.attachmentId) }
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error
      // A trusted host may be public: Meta may reach what we do not.
      reportFailure('media', message, error, parts)
      return byUrl
    }
  }
  return byId()
}

function canUpload(graph: ConnectorGraph): graph is ConnectorGraph & Uploading['graph'] {
  return graph.uploadAttachment !== undefined
}

/** Ids of uploads belong to the Page; and File Engine may hold another file of that name by then. */
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
