import ky, { HTTPError, type Options, TimeoutError } from 'ky'
import type { z } from 'zod'
import { gatewayPage, toCcmError, unexpectedAnswer } from './call-error.ts'
import { dropBody } from './drop-body.ts'
import { isHtml, isHtmlPage } from './html-page.ts'
import { type HttpOptions, type PublicOptions, readHttpOptions } from './options.ts'
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

/** Waiting between attempts doubles from 0.3 s up to this, in ms. */
const longestBackoff = 10_000
/** The longest waiting time that a service may ask for, in ms. */
const longestRetryAfter = 60_000

/**
 * Calls a service of CX and repeats what failed for a reason that passes within seconds: no answer, no answer in
 * time, 408, 425, 429 and 5xx, with backoff and full jitter, or when the service asks (`Retry-After`). Only for
 * calls that may be repeated. Redirects are not followed: `fetch` would turn a POST into a GET, end at a login
 * page, and report success.
 */
export function createHttp(
  service: Service,
  options: HttpOptions & PublicOptions,
  defaults: { timeoutMs: number; retries: number },
): Http {
  const { timeoutMs, retries, headers, ...addresses } = readHttpOptions(options, defaults)
  const baseUrl = withPath(addresses.baseUrl, service)
  const { fetch = globalThis.fetch } = options

  /** An answer that is to be read whole counts once it is there, so that one which breaks off is asked for again. */
  async function run<T>(
    path: string,
    { signal, reasonIn, ...call }: Call,
    isReadWhole: (response: Response) => boolean,
    take: (response: Response) => T | Promise<T>,
  ): Promise<T> {
    try {
      const response = await ky(`${baseUrl}/${path}`, {
        ...call,
        headers,
        redirect: 'manual',
        timeout: timeoutMs,
        fetch: async (input, init) => {
          const response = await fetch(input, init)
          return isReadWhole(response) ? wholeOf(response) : response
        },
        ...(signal && { signal }),
        retry: {
          limit: retries,
          methods: ['get', 'post'],
          statusCodes: temporaryStatuses,
          afterStatusCodes: temporaryStatuses,
          retryOnTimeout: true,
          backoffLimit: longestBackoff,
          maxRetryAfter: longestRetryAfter,
          jitter: true,
          shouldRetry: ({ error }) => (isUnanswered(error) ? !signal?.aborted : undefined),
        },
      })
      return await take(response)
    } catch (error) {
      signal?.throwIfAborted()
      throw toCcmError(service, error, reasonIn)
    }
  }

  return {
    publicUrl: withPath(addresses.publicUrl, service),
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
        const result = schema.safeParse(parseJson(await response.text()))
        if (result.success) return result.data
        throw unexpectedAnswer(service, response.status, result.error.issues)
      }),
  }
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

/** The same answer with its body read. What only tells a failure is not waited for. */
async function wholeOf(response: Response): Promise<Response> {
  if (!response.ok || response.body === null) return response
  const { status, headers } = response
  return new Response(await response.arrayBuffer(), { status, headers })
}

/** 501 and 505 say "never"; all other 5xx, also the gateways' own, say "not now". */
const temporaryStatuses = [
  408,
  425,
  429,
  ...Array.from({ length: 100 }, (_, index) => 500 + index).filter((s) => s !== 501 && s !== 505),
]

/** Whatever `fetch` throws means that no answer came; injected ones have errors of their own. */
function isUnanswered(error: Error): boolean {
  return !(error instanceof HTTPError) && !(error instanceof TimeoutError)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
