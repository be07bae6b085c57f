import { lookup as systemLookup } from 'node:dns'
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as insecureRequest,
} from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP } from 'node:net'
import { until } from '../../http/until.ts'
import { DownloadError } from './download-error.ts'
import { type DownloadRules, isPublicAddress, isTrusted } from './guarded-address.ts'
import { guardedLookup } from './guarded-lookup.ts'

/** The rules for {@link guardedDownload}. */
export type DownloadOptions = DownloadRules & {
  maxBytes: number
  /** Time limit for the whole download with its redirects, in ms. */
  timeoutMs: number
  /** Resolves names to addresses. Default: the system's lookup. */
  lookup?: typeof systemLookup
}

/** A downloaded file, with the name and type that its server gave. */
export type Download = {
  bytes: Uint8Array<ArrayBuffer>
  contentType: string | undefined
  contentDisposition: string | undefined
}

const maxRedirects = 5
const redirects = [301, 302, 303, 307, 308]

/**
 * Downloads a file from an untrusted address. Only over https (see {@link DownloadRules}), only from allowed hosts,
 * only from public addresses. It connects to the very address that it checked, so a name that resolves differently the
 * second time gains nothing. The same rules apply to each redirect.
 *
 * @throws {DownloadError}
 */
export async function guardedDownload(url: string, options: DownloadOptions): Promise<Download> {
  const signal = AbortSignal.timeout(options.timeoutMs)
  try {
    return await until(signal, follow(url, options, signal, maxRedirects))
  } catch (error) {
    if (error instanceof DownloadError) throw error
    throw new DownloadError(signal.aborted ? 'timed_out' : 'no_answer')
  }
}

async function follow(
  url: string,
  options: DownloadOptions,
  signal: AbortSignal,
  redirectsLeft: number,
): Promise<Download> {
  if (!URL.canParse(url)) throw new DownloadError('host_refused')
  const target = new URL(url)
  const response = await get(target, options, signal)
  const { statusCode = 0, headers } = response
  if (redirects.includes(statusCode) && headers.location !== undefined) {
    response.destroy()
    if (redirectsLeft === 0) throw new DownloadError('too_many_redirects')
    if (!URL.canParse(headers.location, url)) throw new DownloadError('bad_answer', statusCode)
    return follow(new URL(headers.location, url).href, options, signal, redirectsLeft - 1)
  }
  if (statusCode !== 200 || isEncoded(headers)) {
    response.destroy()
    throw new DownloadError('bad_answer', statusCode)
  }
  const bytes = await read(response, options.maxBytes)
  // Customers' files are not empty, so the link may still work for Meta or a browser.
  if (bytes.byteLength === 0) throw new DownloadError('bad_answer', statusCode)
  return {
    bytes,
    contentType: headers['content-type'],
    contentDisposition: headers['content-disposition'],
  }
}

/** Uses a new connection (`agent: false`): the address of a shared one was not checked. */
function get(url: URL, options: DownloadOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const trusted = isTrusted(url, options)
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (!trusted && isIP(literal) !== 0 && !isPublicAddress(literal)) {
    throw new DownloadError('address_refused')
  }
  const { lookup = systemLookup } = options
  const request = url.protocol === 'https:' ? secureRequest : insecureRequest
  return new Promise((resolve, reject) => {
    request(url, {
      agent: false,
      signal,
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'messenger-cim' },
      lookup: trusted ? lookup : guardedLookup(lookup),
    })
      .on('response', resolve)
      .on('error', reject)
      // After a 101 the stream is not HTTP. Without this listener Node would only close the connection.
      .on('upgrade', ({ statusCode }, socket) => {
        socket.destroy()
        reject(new DownloadError('bad_answer', statusCode))
      })
      .on('close', () => reject(new DownloadError('no_answer')))
      .end()
  })
}

/** Whether the body is compressed. Such bytes are not the file, and the request asked for `identity`. */
function isEncoded({ 'content-encoding': encoding = '' }: IncomingHttpHeaders): boolean {
  return !['', 'identity'].includes(encoding.trim().toLowerCase())
}

async function read(response: IncomingMessage, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy()
    throw new DownloadError('too_long')
  }
  for await (const chunk of response) {
    length += chunk.byteLength
    // Leaving the loop ends the connection.
    if (length > maxBytes) throw new DownloadError('too_long')
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks, length))
}
