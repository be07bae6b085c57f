import { dropBody } from '../../ccm/drop-body.ts'
import { storedFileName } from '../../ccm/media-url.ts'
import { CcmError, isMessengerCimError } from '../../errors.ts'
import { fileNameOf } from '../../media/kind.ts'
import type { ConnectorFiles } from '../options.ts'
import type { Parts } from '../parts.ts'
import { isAllowed } from './guarded-address.ts'
import { guardedDownload } from './guarded-download.ts'
import { isJsonError } from './json-error.ts'

/** Fetches a file. @throws {DownloadError} when its server does not return it */
export type FetchFile = () => Promise<Uint8Array<ArrayBuffer>>

/** The file behind a URL of CX, and the MIME type that CX gives. */
type FileOfCx = { mediaUrl: string; mimeType: string | undefined }

/** How to fetch a file of CX; undefined when Meta should fetch it. */
export function fetcherOf(
  file: FileOfCx,
  files: ConnectorFiles | undefined,
  { downloads }: Pick<Parts, 'downloads'>,
): FetchFile | undefined {
  const { mediaUrl } = file
  if (files !== undefined && isStoredBy(files, mediaUrl)) {
    return () => fetchStored(files, file, downloads)
  }
  if (!URL.canParse(mediaUrl) || !isAllowed(new URL(mediaUrl), downloads.allowHosts))
    return undefined
  return async () => (await guardedDownload(mediaUrl, downloads)).bytes
}

/** How to fetch a file that Meta could not fetch: from any host, but only over https and at a public address. */
export function publicFetcherOf(
  mediaUrl: string,
  { downloads }: Pick<Parts, 'downloads'>,
): FetchFile {
  return async () => (await guardedDownload(mediaUrl, { ...downloads, hosts: 'all' })).bytes
}

/**
 * Whether File Engine holds the file. CX reaches File Engine under several names, so a download link counts on any
 * host. Other links on File Engine's host do not count, because the host serves all of CX. Other kinds of stores are
 * recognised by their host.
 */
function isStoredBy(files: ConnectorFiles, mediaUrl: string): boolean {
  const own = files.mediaUrl('file')
  if (storedFileName(mediaUrl) !== undefined) return true
  if (storedFileName(own) !== undefined) return false
  return hostOf(mediaUrl) !== undefined && hostOf(mediaUrl) === hostOf(own)
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}

async function fetchStored(
  files: ConnectorFiles,
  { mediaUrl, mimeType }: FileOfCx,
  { maxBytes, timeoutMs }: Parts['downloads'],
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await files.download(mediaUrl, { maxBytes, signal })
    const fileName = storedFileName(mediaUrl) ?? fileNameOf(mediaUrl)
    if (isJsonError(response, { fileName, mimeType })) throw notTheFile(response)
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    if (isMessengerCimError(error)) throw error
    throw new CcmError('File Engine did not give the whole file', { retryable: true })
  }
}

function notTheFile(response: Response): CcmError {
  dropBody(response)
  const { status } = response
  const message = `File Engine answered ${status} with JSON in place of the file`
  return new CcmError(message, { status, retryable: true })
}
