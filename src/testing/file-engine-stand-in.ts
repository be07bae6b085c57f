import { fieldOf } from '../cim/field-of.ts'
import { type Call, readCall } from './call.ts'
import type { Failure } from './failures.ts'
import { createStandIn, type StandIn } from './stand-in.ts'

/** What {@link createFileEngineStandIn} may be told. */
export type FileEngineStandInOptions = {
  /** Default `https://cx.example.com/file-engine/api`. */
  baseUrl?: string | undefined
  /** Larger files are answered 413; in bytes. Default: none are. */
  maxBytes?: number | undefined
}

/** A file that was uploaded to {@link createFileEngineStandIn}. */
export type FileEngineUpload = {
  readonly name: string
  /** In bytes. */
  readonly size: number
  readonly mimeType: string
  readonly conversationId: string
  /** Its content: `await upload.file.bytes()`. */
  readonly file: File
}

/** What {@link createFileEngineStandIn} makes. */
export type FileEngineStandIn = StandIn<Call, Failure> & {
  /** Every file that was stored, in order. */
  readonly uploads: readonly FileEngineUpload[]
  /** The name of every file that was fetched, in order. */
  readonly downloads: readonly string[]
  /** Stores a file as if an agent had sent it, and gives the `mediaUrl` that CX would put into the message. */
  store(file: File): string
}

/**
 * Stands in for File Engine, the file store of Expertflow CX. Like the real one it refuses names with
 * other characters than letters, digits, underscore, hyphen, space and the extension's dot, and keeps
 * files by name alone.
 *
 * @example
 * const files = createFileEngineStandIn()
 * const mediaUrl = files.store(new File(['%PDF-1.7'], 'invoice.pdf', { type: 'application/pdf' }))
 */
export function createFileEngineStandIn({
  baseUrl = 'https://cx.example.com/file-engine/api',
  maxBytes = Number.POSITIVE_INFINITY,
}: FileEngineStandInOptions = {}): FileEngineStandIn {
  const uploads: FileEngineUpload[] = []
  const downloads: string[] = []
  const stored = new Map<string, File>()

  function upload({ body, file }: Call): Response {
    const conversationId = fieldOf(body, 'conversationId')
    if (file === undefined || typeof conversationId !== 'string') {
      return refusal(400, 'expected the fields file and conversationId')
    }
    const { name, size, type: mimeType } = file
    if (!/^[A-Za-z0-9_\- ]+(\.[A-Za-z0-9]+)?$/.test(name)) return refusal(400, 'file name refused')
    if (size > maxBytes) return refusal(413, 'file too large')
    stored.set(name, file)
    uploads.push({ name, size, mimeType, conversationId, file })
    return Response.json({
      message: 'uploaded',
      etag: `etag-${uploads.length}`,
      name,
      type: mimeType,
      size,
    })
  }

  function download({ url }: Call): Response {
    const name = url.searchParams.get('filename') ?? ''
    const file = stored.get(name)
    if (file === undefined) return refusal(404, 'no such file')
    downloads.push(name)
    const headers = { 'content-type': file.type || 'application/octet-stream' }
    return new Response(file, { headers })
  }

  function answer(call: Call): Response {
    const { method, url } = call
    if (method === 'POST' && url.pathname.endsWith('/uploadFileStream')) return upload(call)
    if (method === 'GET' && url.pathname.endsWith('/downloadFileStream')) return download(call)
    return refusal(404, `nothing at ${method} ${url.pathname}`)
  }

  const standIn = createStandIn<Call, Failure>({
    baseUrl,
    read: readCall,
    answer,
    toFailure: (failure) => failure,
    reset() {
      uploads.length = 0
      downloads.length = 0
      stored.clear()
    },
  })
  return {
    ...standIn,
    uploads,
    downloads,
    store(file) {
      stored.set(file.name, file)
      return `${baseUrl.replace(/\/+$/, '')}/downloadFileStream?filename=${encodeURIComponent(file.name)}`
    },
  }
}

function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status })
}
