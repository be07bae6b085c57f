import { acceptableFileName } from '../../ccm/file-name.ts'
import { CcmError, isMessengerCimError } from '../../errors.ts'
import { until } from '../../http/until.ts'
import type { MediaFacts } from '../../inbound/index.ts'
import { detectMedia } from '../../media/detect.ts'
import type { ConnectorFiles } from '../options.ts'
import type { Parts } from '../parts.ts'
import { DownloadError } from './download-error.ts'
import { fileFacts } from './file-facts.ts'
import { guardedDownload } from './guarded-download.ts'
import type { Medium } from './medium.ts'
import { withPatience } from './patience.ts'
import { isRefusal, type RefusedFile } from './refused-file.ts'

/** A file in File Engine, or one that it refused, with the error. */
type Rehosted = { facts: MediaFacts } | { refused: RefusedFile; error: unknown }

/**
 * Copies a file from Meta to File Engine. Undefined when the Page has no File Engine.
 *
 * A file that cannot be stored now is fetched and uploaded again later. Between attempts it is not held in memory, and
 * other files do not wait for it.
 */
export async function rehostFile(medium: Medium, parts: Parts): Promise<Rehosted | undefined> {
  const { retryForMs, withFile } = parts
  return withPatience(
    async (leftMs) => {
      const files = await parts.filesOf(medium.pageId)
      return files && withFile(() => copy(medium, files, leftMs, parts))
    },
    { retryForMs, mayPass: mayStoreLater },
  )
}

/**
 * Whether a retry may help: not after an error about the file or its link, but when File Engine is down or cannot be
 * found.
 */
function mayStoreLater(error: unknown): boolean {
  if (error instanceof DownloadError) return false
  return !isMessengerCimError(error) || ('retryable' in error && error.retryable === true)
}

async function copy(
  { url, kind, id, pageId, psid }: Medium,
  files: ConnectorFiles,
  leftMs: () => number,
  { downloads, report }: Pick<Parts, 'downloads' | 'report'>,
): Promise<Rehosted> {
  const { bytes, ...claim } = await guardedDownload(url, downloads)
  const { fileName, mimeType, disguised } = fileFacts(
    { url, kind, ...claim },
    await detectMedia(bytes),
  )
  const size = bytes.byteLength
  const file = { fileName, mimeType, size }
  const name = { fileName: storedName(fileName, id), conversationId: psid }
  const blob = new Blob([bytes], { type: mimeType })
  try {
    const mediaUrl = await uploadWithin(Math.min(downloads.timeoutMs, leftMs()), files, blob, name)
    report({ type: 'rehosted', direction: 'inbound', id, pageId, psid, mimeType, size, disguised })
    return { facts: { ...file, mediaUrl } }
  } catch (error) {
    if (isRefusal(error)) return { refused: file, error }
    throw error
  }
}

/** Uploads within a time limit. A File Engine that hangs would otherwise hold up the customer's next messages. */
async function uploadWithin(
  ms: number,
  files: ConnectorFiles,
  blob: Blob,
  name: { fileName: string; conversationId: string },
): Promise<string> {
  const signal = AbortSignal.timeout(Math.ceil(ms))
  try {
    const { mediaUrl } = await until(signal, files.upload(blob, { ...name, signal }))
    return mediaUrl
  } catch (error) {
    if (!signal.aborted) throw error
    throw new CcmError('File Engine did not take the file in time', { retryable: true })
  }
}

/** The longest stem of a name. It leaves room for the rest within the length that File Engine accepts. */
const longestStem = 80

/**
 * A unique name for File Engine, which identifies files by name alone, while every picture is called `image.jpg`. It
 * adds a part of the message's id, which is the same when the webhook comes again.
 */
function storedName(fileName: string, id: string): string {
  const [, stem = '', extension = ''] =
    /^(.*?)(\.[^.]*)?$/s.exec(acceptableFileName(fileName)) ?? []
  return `${stem.slice(0, longestStem)}-${id.replaceAll('-', '').slice(0, 16)}${extension}`
}
