import type { z } from 'zod'
import { readWith } from '../errors.ts'
import { checkSignal } from '../http/call-options.ts'
import { gatewayPage, toCcmError, unexpectedAnswer } from './call-error.ts'
import { createCallHeaders } from './call-headers.ts'
import { dropBody } from './drop-body.ts'
import { isHtml, isHtmlPage } from './html-page.ts'
import { jsonIn } from './json-in.ts'
import { type HttpOptions, type PublicOptions, readHttpOptions } from './options.ts'
import { repeatedCall, type Sent } from './repeated-call.ts'
import type { Service } from './service.ts'

/** The options of a call to a service. */
export type Call = Sent & {
  signal?: AbortSignal | undefined
  /** Finds the service's own reason in the body of a refusal. Default: no reason. */
  reasonIn?: ((body: unknown) => string | undefined) | undefined
}

/** One service of CX over HTTP. */
export type Http = {
  /** The public base URL of the service, with its path. */
  publicUrl: string
  /** Returns an answer of 2xx, unread. @throws {CcmError} otherwise */
  call(path: string, call: Call): Promise<Response>
  /** Any 2xx is success, except one with an HTML page, which comes from a gateway. @throws {CcmError} otherwise */
  post(path: string, call: Call): Promise<void>
  /** Reads a JSON answer by its schema. @throws {CcmError} also when the answer does not fit the schema */
  read<T>(path: string, call: Call, schema: z.ZodType<T>): Promise<T>
}

/**
 * Calls a service of CX, see {@link repeatedCall}. After a 401 it calls once more with new headers, if a function gives
 * them.
 */
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
    signal?.throwIfAborted()
    const headers = createCallHeaders(service.name, source, { timeoutMs, signal })
    const call = { ...rest, ...limits, fetch, signal, headers, isReadWhole }
    try {
      const response = await repeatedCall(`${base}/${path}`, call, {}).catch((error: unknown) => {
        const ask = headers.askAfter(error)
        if (ask === undefined) throw error
        return repeatedCall(`${base}/${path}`, call, ask)
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
        const isPage = isHtml(response) && isHtmlPage(await response.text())
        if (isPage) throw gatewayPage(service, response)
        dropBody(response)
      }),
    read: (path, call, schema) =>
      run(path, call, always, async (response) => {
        const { data, issues } = readWith(schema, jsonIn(await response.text()))
        if (issues === undefined) return data
        throw unexpectedAnswer(service, response.status, issues)
      }),
  }
}

/** Adds the service's path unless the URL has it. It compares paths only, because a host may be called `api` too. */
function withPath(url: string, { path }: Service): string {
  return new URL(url).pathname.endsWith(path) ? url : url + path
}

function never(): boolean {
  return false
}

function always(): boolean {
  return true
}
