import * as z from 'zod'
import { cimLimits } from '../cim/limits.ts'
import { CcmError, PayloadError, readPayload } from '../errors.ts'
import { multipartOf } from '../media/multipart.ts'
import { gatewayPage } from './call-error.ts'
import { capBody } from './capped-body.ts'
import { acceptableFileName } from './file-name.ts'
import { isHtml } from './html-page.ts'
import { type Call, createHttp } from './http.ts'
import { mediaUrlOf, storedFileName } from './media-url.ts'
import type { CallOptions, HttpOptions, PublicOptions } from './options.ts'
import { refusalReason } from './refusal-reason.ts'
import { fileEngineService } from './service.ts'

/** The options of {@link createFileEngine}. */
export type FileEngineOptions = HttpOptions & PublicOptions

/** A file that File Engine holds. */
export type StoredFile = {
  /** Its name there. */
  name: string
  /** The MIME type. */
  mimeType: string
  /** In bytes. */
  size: number
  /** The link under which CX finds it: `body.attachment.mediaUrl` of a message. */
  mediaUrl: string
}

/** The options of {@link FileEngine.upload}. */
export type UploadOptions = CallOptions & {
  /**
   * The name of the file. It is changed first, see {@link acceptableFileName}. File Engine identifies files by name
   * alone, so a second file with the same name replaces the first.
   */
  fileName: string
  /** The conversation under which the file is kept. */
  conversationId: string
}

/** The options of {@link FileEngine.download}. */
export type DownloadOptions = CallOptions & {
  /** The largest body, in bytes; a longer one fails with a `LimitError`. Default: the channel's 25 MB. */
  maxBytes?: number | undefined
}

/** The result of {@link createFileEngine}. */
export type FileEngine = {
  /**
   * Stores a file: `POST {baseUrl}/api/uploadFileStream`. Repeating that is harmless, so this retries every temporary
   * failure.
   * @throws {PayloadError} when the file is not a Blob, or a name is missing
   * @throws {CcmError} `refused`, with File Engine's reason as `detail`, when it will never accept the file
   */
  upload(file: Blob, options: UploadOptions): Promise<StoredFile>
  /**
   * Fetches a file: `GET {baseUrl}/api/downloadFileStream`, always from this File Engine, even if the link has another
   * host.
   *
   * @param file its name, or its `mediaUrl`
   * @returns the answer with its `content-type` and unread body; reading it throws `LimitError` beyond `maxBytes`, and
   * `CcmError` when it breaks off
   * @throws {PayloadError} for a link that is not one of a File Engine
   * @throws {LimitError} when the answer declares more than `maxBytes`
   * @throws {CcmError} with status 404 when there is no such file, or an ingress does not know File Engine; also for an
   * HTML page in place of a file without an HTML name
   */
  download(file: string, options?: DownloadOptions): Promise<Response>
  /** The link under which CX finds the file of that name: with `publicUrl`, else `baseUrl`. */
  mediaUrl(name: string): string
}

const uploadSchema = z.object({
  file: z.custom<Blob>((value) => value instanceof Blob, 'expected a Blob'),
  fileName: z.string(),
  conversationId: z.string(),
})

const downloadSchema = z.object({
  maxBytes: z.number().positive().default(cimLimits.fileBytes.max),
})

/** The answer to an upload. The name shows that the file was stored, so `message` is not needed. */
const uploadedSchema = z.looseObject({
  name: z.string().min(1),
  type: z.string().nullish(),
  size: z.coerce.number().int().positive().nullish().catch(undefined),
})

/**
 * A client for File Engine, the file store of Expertflow CX. The Agent Desk previews only its files.
 *
 * @param options `baseUrl` within the cluster, such as `http://cx-file-engine-svc:8080`, or the public one, such as
 *   `https://cx.example.com/file-engine`, with or without `/api` at its end; `publicUrl` in the same forms; `timeoutMs`
 *   by default 30 000; `retries` by default 2
 * @throws {PayloadError} when an option is wrong
 */
export function createFileEngine(options: FileEngineOptions): FileEngine {
  const http = createHttp(fileEngineService, options, { timeoutMs: 30_000, retries: 2 })
  return {
    async upload(file, options) {
      const given = readPayload('options', uploadSchema, { ...options, file })
      const { fileName, conversationId } = given
      const { signal } = options
      const acceptable = acceptableFileName(fileName)
      const form = { field: 'file', fileName: acceptable, blob: file }
      const call: Call = {
        method: 'POST',
        body: multipartOf({ conversationId }, form),
        signal,
        reasonIn: (answer) => refusalReason(answer, [fileName, acceptable]),
      }
      const { name, type, size } = await http.read('uploadFileStream', call, uploadedSchema)
      return {
        name,
        mimeType: type || file.type || 'application/octet-stream',
        size: size ?? file.size,
        mediaUrl: mediaUrlOf(http.publicUrl, name),
      }
    },
    async download(file, options = {}) {
      const filename = nameOf(readPayload('options', z.string(), file, ['file']))
      const { maxBytes } = readPayload('options', downloadSchema, options)
      const { signal } = options
      const path = `downloadFileStream?${new URLSearchParams({ filename })}`
      const response = await http.call(path, { method: 'GET', signal })
      if (isHtml(response) && !/\.x?html?$/i.test(filename)) {
        throw gatewayPage(fileEngineService, response)
      }
      return capBody(response, maxBytes, (reason) => (signal?.aborted ? reason : brokenOff()))
    },
    mediaUrl: (name) => mediaUrlOf(http.publicUrl, name),
  }
}

function brokenOff(): CcmError {
  return new CcmError('File Engine did not give the whole file', { retryable: true })
}

function nameOf(file: string): string {
  const name = file.includes('/') ? storedFileName(file) : file
  if (name !== undefined && name !== '') return name
  throw new PayloadError('options', [{ path: ['file'], message: 'no File Engine link' }])
}
