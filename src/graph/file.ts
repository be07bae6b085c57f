import { LimitError, PayloadError } from '../errors.ts'
import { detectMedia } from '../media/detect.ts'
import { extensionOf } from '../media/kind.ts'
import { withoutBidiMarks } from '../media/without-bidi-marks.ts'
import { limits } from '../messenger/limits.ts'
import type { MediaType } from '../messenger/send-request.ts'
import { uploadMimeType } from './mime.ts'

/** A file to upload. A `Blob` may be one on disk (`fs.openAsBlob`), which is read while it is sent. */
export type GraphFile = Blob | ReadableStream<Uint8Array>

/** A file that is ready to send. `blob.type` is its MIME type. */
export type PreparedFile = { blob: Blob; fileName: string }

/** Enough of a file for file-type to know its format. */
const signatureBytes = 64 * 1024

/**
 * The size of the parts that hold a file. Node reads each part of a Blob in memory as one chunk, so a Blob of one part
 * would be copied whole while it is sent.
 */
const partBytes = 256 * 1024

/**
 * Prepares a file: checks its size against Meta's limit, and detects the MIME type from the bytes. A stream is read to
 * its end and held in memory once: Meta needs the length, a retry needs the bytes again, and nothing of a file that is
 * too large is sent.
 * @throws {LimitError} when the file is too large
 * @throws {PayloadError} for an empty file, for something else than a file, and for a stream that is locked or yields no
 * bytes
 * @see https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api
 */
export async function prepareFile(
  { file, type, fileName }: { file: GraphFile; type: MediaType; fileName?: string | undefined },
  signal?: AbortSignal | undefined,
): Promise<PreparedFile> {
  const limit = limits.fileBytes.max
  const isBlob = file instanceof Blob
  if (!isBlob && !(file instanceof ReadableStream)) throw refusal('is neither Blob nor stream')
  if (!isBlob && file.locked) throw refusal('is read by something else already')
  const blob = isBlob ? file : await gather(file, { limit, signal })
  if (blob.size > limit) throw tooLarge(limit, blob.size)
  if (blob.size === 0) throw refusal('is empty')
  const head = await blob.slice(0, signatureBytes).arrayBuffer()
  const detected = (await detectMedia(new Uint8Array(head)))?.mimeType
  const givenName = withoutBidiMarks(fileName ?? (file instanceof File ? file.name : ''))
  const mimeType = uploadMimeType({ type, declared: blob.type, detected, fileName: givenName })
  return {
    blob: new Blob(partsOf(blob), { type: mimeType }),
    fileName: givenName === '' ? `${type}.${extensionOf(mimeType) ?? 'bin'}` : givenName,
  }
}

/** The same bytes in parts, without a copy. */
function partsOf(blob: Blob): Blob[] {
  const count = Math.ceil(blob.size / partBytes)
  return Array.from({ length: count }, (_, index) =>
    blob.slice(index * partBytes, (index + 1) * partBytes),
  )
}

async function gather(
  stream: ReadableStream<Uint8Array>,
  { limit, signal }: { limit: number; signal: AbortSignal | undefined },
): Promise<Blob> {
  const part = new Uint8Array(partBytes)
  const parts: Blob[] = []
  let filled = 0
  let bytes = 0
  const sink = new WritableStream<unknown>({ write, close: put })
  await stream.pipeTo(sink, signal === undefined ? {} : { signal })
  return new Blob(parts)

  function write(chunk: unknown): void {
    if (!(chunk instanceof Uint8Array)) throw refusal('gives something other than Uint8Array')
    bytes += chunk.length
    if (bytes > limit) throw tooLarge(limit, bytes)
    for (let from = 0; from < chunk.length; ) {
      const piece = chunk.subarray(from, from + part.length - filled)
      part.set(piece, filled)
      filled += piece.length
      from += piece.length
      if (filled === part.length) put()
    }
  }

  function put(): void {
    parts.push(new Blob([part.subarray(0, filled)]))
    filled = 0
  }
}

function refusal(message: string): PayloadError {
  return new PayloadError('send_request', [{ path: ['file'], message }])
}

function tooLarge(limit: number, actual: number): LimitError {
  return new LimitError('file', { limit, actual, unit: 'bytes' })
}
