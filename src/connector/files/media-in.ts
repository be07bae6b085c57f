import { acceptableFileName } from '../../ccm/file-name.ts'
import type { EmittedCimMessage } from '../../cim/emitted.ts'
import { CcmError } from '../../errors.ts'
import { attribute } from '../../inbound/attributes.ts'
import type { MediaFacts } from '../../inbound/index.ts'
import { detectMedia } from '../../media/detect.ts'
import type { MediaType } from '../../messenger/send-request.ts'
import { errorFacts } from '../connector-event.ts'
import type { ConnectorFiles } from '../options.ts'
import type { Parts } from '../parts.ts'
import { DownloadError } from './download-error.ts'
import { fileFacts } from './file-facts.ts'
import { guardedDownload } from './guarded-download.ts'

/** What became of the files of an event's messages, by their URLs at Meta. */
export type RehostedMedia = {
  facts: ReadonlyMap<string, MediaFacts>
  /** Why a file is still where it was. */
  notes: ReadonlyMap<string, string>
}

/**
 * Copies the files of messages to File Engine: Meta's links expire, and the Agent Desk previews only what
 * lies there. A file that cannot be had costs nothing but itself.
 *
 * @param messages as translated without knowledge of their files
 */
export async function rehostMedia(
  messages: readonly EmittedCimMessage[],
  parts: Parts,
): Promise<RehostedMedia> {
  const facts = new Map<string, MediaFacts>()
  const notes = new Map<string, string>()
  const media = new Map(messages.flatMap((message) => mediumOf(message)).map((m) => [m.url, m]))
  await Promise.all(
    [...media.values()].map(async (medium) => {
      try {
        const files = await parts.filesOf(medium.pageId)
        if (files === undefined) return
        facts.set(medium.url, await parts.withFile(() => rehost(medium, files, parts)))
      } catch (error) {
        notes.set(medium.url, noteOn(error))
        const { pageId, psid, id } = medium
        const failure = { direction: 'inbound', stage: 'media', pageId, psid, id } as const
        parts.report({ type: 'failed', ...failure, error: errorFacts(error) })
      }
    }),
  )
  return { facts, notes }
}

/** The message with the reason why its file is still at Meta, for whoever looks closer. */
export function noted(message: EmittedCimMessage, { notes }: RehostedMedia): EmittedCimMessage {
  const [medium] = mediumOf(message)
  const value = medium && notes.get(medium.url)
  if (value === undefined) return message
  const { channelData } = message.header
  const note = attribute('mediaNote', value)
  const additionalAttributes = [...channelData.additionalAttributes, ...note]
  return {
    ...message,
    header: { ...message.header, channelData: { ...channelData, additionalAttributes } },
  }
}

type Medium = { url: string; kind: MediaType; id: string; pageId: string; psid: string }

const kinds = { IMAGE: 'image', AUDIO: 'audio', VIDEO: 'video', FILE: 'file' } as const

function mediumOf({ id, header, body }: EmittedCimMessage): Medium[] {
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

async function rehost(
  { url, kind, id, pageId, psid }: Medium,
  files: ConnectorFiles,
  { downloads, report }: Pick<Parts, 'downloads' | 'report'>,
): Promise<MediaFacts> {
  const { bytes, ...said } = await guardedDownload(url, downloads)
  const { fileName, mimeType, disguised } = fileFacts(
    { url, kind, ...said },
    await detectMedia(bytes),
  )
  const stored = await files.upload(new Blob([bytes], { type: mimeType }), {
    fileName: storedName(fileName, id),
    conversationId: psid,
  })
  const size = bytes.byteLength
  report({ type: 'rehosted', direction: 'inbound', id, pageId, psid, mimeType, size, disguised })
  return { mediaUrl: stored.mediaUrl, mimeType, size, fileName }
}

/** Leaves room for the rest of the name within what File Engine takes. */
const longestStem = 80

/**
 * File Engine knows files by name alone, and every customer's picture is called `image.jpg`: so a piece of
 * the message's id is added, which is the same when the webhook comes again.
 */
function storedName(fileName: string, id: string): string {
  const [, stem = '', extension = ''] =
    /^(.*?)(\.[^.]*)?$/s.exec(acceptableFileName(fileName)) ?? []
  return `${stem.slice(0, longestStem)}-${id.replaceAll('-', '').slice(0, 16)}${extension}`
}

function noteOn(error: unknown): string {
  const why =
    error instanceof DownloadError || error instanceof CcmError
      ? error.message
      : 'something went wrong'
  return `Not copied to File Engine, the link may expire. ${why}`
}
