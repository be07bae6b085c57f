import type { Options } from 'ky'
import type { z } from 'zod'
import { PayloadError, readWith } from '../errors.ts'
import { gatewayPage, toCcmError, unexpectedAnswer } from './call-error.ts'
import { createCallHeaders } from './call-headers.ts'
import { dropBody } from './drop-body.ts'
import { isHtml, isHtmlPage } from './html-page.ts'
import { type HttpOptions, type PublicOptions, readHttpOptions } from './options.ts'
import { repeatedCall } from './repeated-call.ts'
import type { Service } from './service.ts'

/** A call of a service: its path below the base URL, and what `fetch` takes of it. */
export type Call = Pick<Options, 'method' | 'json' | 'body' | 'searchParams'> & {
  signal?: AbortSignal | undefined
  /** Finds the service's own reason in the body of an answer that says no. Default: it is not looked for. */
  reasonIn?: ((body: unknown) => string | undefined) | undefined
}

/** One service of CX over HTTP. */
export type Http = {
  /** The base URL under which the world reaches what this calls, with the service's path. */
  publicUrl: string
  /** Gives the answer, unread, when its status is 2xx. @throws {CcmError} otherwise */
  call(path: string, call: Call): Promise<Response>
  /** Any 2xx is success, whatever its body, but for a page of HTML: that is a gateway's. @throws {CcmError} otherwise */
  post(path: string, call: Call): Promise<void>
  /** Reads a JSON answer by its schema. @throws {CcmError} also when it is not what the schema says */
  read<T>(path: string, call: Call, schema: z.ZodType<T>): Promise<T>
}

/** Calls a service of CX, see {@link repeatedCall}; after a 401 once more with other headers, if there are any. */
export function createHttp(
  service: Service,
  options: HttpOptions & PublicOptions,
  defaults: { timeoutMs: number; retries: number },
): Http {
  const { baseUrl, publicUrl, headers: given, ...limits } = readHttpOptions(options, defaults)
  const source = typeof given === 'function' ? given : new Headers(given)
  const { fetch = globalThis.fetch } = options
  const { timeoutMs } = limits
  const base = withPath(baseUrl, service)

  async function run<T>(
    path: string,
    { signal, reasonIn, ...rest }: Call,
    isReadWhole: (response: Response) => boolean,
    take: (response: Response) => T | Promise<T>,
  ): Promise<T> {
    checkSignal(signal)
    const headers = createCallHeaders(service.name, source, { timeoutMs, signal })
    const call = { ...rest, ...limits, fetch, signal, headers, isReadWhole }
    try {
      const first = repeatedCall(`${base}/${path}`, { ...call, ask: {} })
      const response = await first.catch((error: unknown) => {
        const ask = headers.askAfter(error)
        if (ask === undefined) throw error
        return repeatedCall(`${base}/${path}`, { ...call, ask })
      })
      return await take(response)
    } catch (error) {
      signal?.throwIfAborted()
      throw toCcmError(service, error, (body) => headers.unlessQuoted(reasonIn?.(body)))
    }
  }

  return {
    publicUrl: withPath(publicUrl, service),
    call: (path, call) => run(path, call, never, (response) => response),
    post: (path, call) =>
      run(path, call, isHtml, async (response) => {
        if (isHtml(response) && isHtmlPage(await response.text())) {
          throw gatewayPage(service, response)
        }
        dropBody(response)
      }),
    read: (path, call, schema) =>
      run(path, call, always, async (response) => {
        const { data, issues } = readWith(schema, parseJson(await response.text()))
        if (issues === undefined) return data
        throw unexpectedAnswer(service, response.status, issues)
      }),
  }
}

/** One that is none would hide why a call fails. */
function checkSignal(signal: AbortSignal | undefined): void {
  if (signal === undefined || typeof signal?.throwIfAborted === 'function') return
  throw new PayloadError('options', [{ path: ['signal'], message: 'expected an AbortSignal' }])
}

/** Looks at the path alone: a host may be called `api` too. */
function withPath(url: string, { path }: Service): string {
  return new URL(url).pathname.endsWith(path) ? url : url + path
}

function never(): boolean {
  return false
}

function always(): boolean {
  return true
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
