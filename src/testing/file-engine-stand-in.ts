import { fieldOf } from '../cim/field-of.ts'
import { type Call, readCall } from './call.ts'
import { type Failure, toResponse } from './failures.ts'
import { gatewayAnswers, refusalWithoutToken } from './gateway.ts'
import type { KeycloakStandIn } from './keycloak-stand-in.ts'
import { createStandIn, type StandIn } from './stand-in.ts'

/** The options of {@link createFileEngineStandIn}. */
export type FileEngineStandInOptions = {
  /** With or without `/api` at its end. Default `https://cx.example.com/file-engine/api`. */
  baseUrl?: string | undefined
  /** The URL for agents, in the same forms, which `store` uses for links. Default: `baseUrl`. */
  publicUrl?: string | undefined
  /** The `max_body_size` of a gateway before it, in bytes: longer files are answered 413. Default: no limit. */
  maxBytes?: number | undefined
  /**
   * Returns why File Engine refuses a file, or undefined when it accepts it. For its limits of size (`MAXFILESIZE`) and
   * type (`ALLOWEDFILETYPES`), and its virus scanner. Answered 404 with the reason as `message`.
   */
  refuse?: ((file: File) => string | undefined | Promise<string | undefined>) | undefined
  /** Puts a gateway before it that answers 401 without a token of this Keycloak. */
  keycloak?: Pick<KeycloakStandIn, 'accepts'> | undefined
}

/** A file that was uploaded to {@link createFileEngineStandIn}. */
export type FileEngineUpload = {
  /** The name under which it was stored. */
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** The type that came with it. */
  readonly mimeType: string
  /** The conversation under which it is kept. */
  readonly conversationId: string
  /** Its content: `await upload.file.bytes()`. */
  readonly file: File
}

/** The result of {@link createFileEngineStandIn}. */
export type FileEngineStandIn = StandIn<Call, Failure> & {
  /** Every file that was stored, in order. */
  readonly uploads: readonly FileEngineUpload[]
  /** The name of every file that was fetched, in order. */
  readonly downloads: readonly string[]
  /** Stores a file as if an agent had sent it. Returns the `mediaUrl` that CX would put into the message. */
  store(file: File): string
}

/**
 * Stands in for File Engine, the file store of Expertflow CX. Like the real one, it refuses names with characters other
 * than letters, digits, underscore, hyphen, space and the extension's dot, and identifies files by name alone.
 *
 * @example
 * const files = createFileEngineStandIn()
 * const mediaUrl = files.store(new File(['%PDF-1.7'], 'invoice.pdf', { type: 'application/pdf' }))
 */
export function createFileEngineStandIn({
  baseUrl = 'https://cx.example.com/file-engine/api',
  publicUrl = baseUrl,
  maxBytes = Number.POSITIVE_INFINITY,
  refuse = () => undefined,
  keycloak,
}: FileEngineStandInOptions = {}): FileEngineStandIn {
  const api = apiUrl(baseUrl)
  const uploads: FileEngineUpload[] = []
  const downloads: string[] = []
  const stored = new Map<string, File>()

  async function upload({ body, file }: Call): Promise<Response> {
    const conversationId = fieldOf(body, 'conversationId')
    if (file === undefined || typeof conversationId !== 'string') {
      return refusal(400, 'expected the fields file and conversationId')
    }
    const { name, size, type: mimeType } = file
    if (!/^[A-Za-z0-9_\- ]+(\.[A-Za-z0-9]+)?$/.test(name)) return refusal(400, 'file name refused')
    if (size > maxBytes) return toResponse(gatewayAnswers.tooLarge)
    const reason = await refuse(file)
    if (reason !== undefined) return refusal(404, reason)
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

  async function answer(call: Call): Promise<Response> {
    const { method, url, headers } = call
    const withoutToken = refusalWithoutToken(headers, keycloak)
    if (withoutToken) return withoutToken
    const address = `${url.origin}${url.pathname}`
    if (method === 'POST' && address === `${api}/uploadFileStream`) return upload(call)
    if (method === 'GET' && address === `${api}/downloadFileStream`) return download(call)
    return Response.json({ error: `nothing at ${method} ${url.pathname}` }, { status: 404 })
  }

  const standIn = createStandIn<Call, Failure>({
    baseUrl: api.replace(/\/api$/, ''),
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
      return `${apiUrl(publicUrl)}/downloadFileStream?filename=${encodeURIComponent(file.name)}`
    },
  }
}

/** The URL with `/api` at its end, once. A host may be called `api` too. */
function apiUrl(address: string): string {
  return `${address.replace(/\/+$/, '').replace(/(?<=[^/])\/api$/, '')}/api`
}

function refusal(status: number, message: string): Response {
  return Response.json({ message }, { status })
}
