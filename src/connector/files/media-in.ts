import { acceptableFileName } from '../../ccm/file-name.ts'
import type { EmittedCimMessage } from '../../cim/emitted.ts'
import { CcmError, isMessengerCimError } from '../../errors.ts'
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
import { withPatience } from './patience.ts'
import { isRefusal, type RefusedFile, refusalOf, withoutFile } from './refused-file.ts'

/** The results of re-hosting the files of an event's messages, by their URLs at Meta. */
export type RehostedMedia = {
  facts: ReadonlyMap<string, MediaFacts>
  /** Why a file was not copied. */
  notes: ReadonlyMap<string, string>
  /** Files that File Engine refused for good. */
  refused: ReadonlyMap<string, RefusedFile>
}

/**
 * Copies the files of messages to File Engine: Meta's links expire, and the Agent Desk previews only what
 * lies there. A file that cannot be fetched does not stop the message.
 *
 * @param messages as translated without knowledge of their files
 */
export async function rehostMedia(
  messages: readonly EmittedCimMessage[],
  parts: Parts,
): Promise<RehostedMedia> {
  const facts = new Map<string, MediaFacts>()
  const notes = new Map<string, string>()
  const refused = new Map<string, RefusedFile>()
  const media = new Map(messages.flatMap((message) => mediumOf(message)).map((m) => [m.url, m]))
  await Promise.all(
    [...media.values()].map(async (medium) => {
      const { url, pageId, psid, id } = medium
      const found = await rehost(medium, parts).catch((error: unknown) => ({ error }))
      if (found === undefined) return
      if ('facts' in found) return void facts.set(url, found.facts)
      if ('refused' in found) refused.set(url, found.refused)
      notes.set(url, 'refused' in found ? refusalOf(found.error) : noteOn(found.error))
      const failure = { direction: 'inbound', stage: 'media', pageId, psid, id } as const
      parts.report({ type: 'failed', ...failure, error: errorFacts(found.error) })
    }),
  )
  return { facts, notes, refused }
}

/**
 * The message as it goes to CX: with the reason why its file is still at Meta, for whoever looks closer; in place of a
 * file that was refused, words about it.
 */
export function withMedia(
  message: EmittedCimMessage,
  { notes, refused }: RehostedMedia,
): EmittedCimMessage {
  const [medium] = mediumOf(message)
  const value = medium && notes.get(medium.url)
  if (medium === undefined || value === undefined) return message
  const { channelData } = message.header
  const note = attribute('mediaNote', value)
  const additionalAttributes = [...channelData.additionalAttributes, ...note]
  const noted = {
    ...message,
    header: { ...message.header, channelData: { ...channelData, additionalAttributes } },
  }
  const file = refused.get(medium.url)
  return file === undefined ? noted : withoutFile(noted, file)
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

/** A file in File Engine, or one that it refused and how it said so. */
type Rehosted = { facts: MediaFacts } | { refused: RefusedFile; error: unknown }

/**
 * One that cannot be stored just now is fetched and offered again: between attempts it is not held in memory, and no
 * other waits for it.
 */
async function rehost(medium: Medium, parts: Parts): Promise<Rehosted | undefined> {
  const { retryForMs, withFile } = parts
  return withPatience(
    async () => {
      const files = await parts.filesOf(medium.pageId)
      return files && withFile(() => copy(medium, files, parts))
    },
    { retryForMs, mayPass },
  )
}

/** What is wrong with the file or its link does not pass; a File Engine that is down, or cannot be found, does. */
function mayPass(error: unknown): boolean {
  if (error instanceof DownloadError) return false
  return !isMessengerCimError(error) || ('retryable' in error && error.retryable === true)
}

async function copy(
  { url, kind, id, pageId, psid }: Medium,
  files: ConnectorFiles,
  { downloads, report }: Pick<Parts, 'downloads' | 'report'>,
): Promise<Rehosted> {
  const { bytes, ...said } = await guardedDownload(url, downloads)
  const { fileName, mimeType, disguised } = fileFacts(
    { url, kind, ...said },
    await detectMedia(bytes),
  )
  const size = bytes.byteLength
  const file = { fileName, mimeType, size }
  const name = { fileName: storedName(fileName, id), conversationId: psid }
  try {
    const { mediaUrl } = await files.upload(new Blob([bytes], { type: mimeType }), name)
    report({ type: 'rehosted', direction: 'inbound', id, pageId, psid, mimeType, size, disguised })
    return { facts: { ...file, mediaUrl } }
  } catch (error) {
    if (isRefusal(error)) return { refused: file, error }
    throw error
  }
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
