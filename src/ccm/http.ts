import ky, { HTTPError, type Options, type ResponsePromise, TimeoutError } from 'ky'
import type { z } from 'zod'
import { CcmError, PayloadError, type SchemaIssue } from '../errors.ts'
import { type HttpOptions, readHttpOptions } from './options.ts'

/** A call of a service: its path below the base URL, and what `fetch` takes of it. */
export type Call = Pick<Options, 'method' | 'json' | 'body' | 'searchParams'> & {
  signal?: AbortSignal | undefined
}

/** One service of CX over HTTP. */
export type Http = {
  baseUrl: string
  /** Gives the answer when its status is 2xx. @throws {CcmError} otherwise */
  call(path: string, call: Call): Promise<Response>
  /** Reads a JSON answer by its schema. @throws {CcmError} also when it is not what the schema says */
  read<T>(path: string, call: Call, schema: z.ZodType<T>): Promise<T>
}

/** Waiting between attempts doubles from 0.3 s up to this, in ms. */
const longestBackoff = 10_000
/** The longest waiting time that a service may ask for, in ms. */
const longestRetryAfter = 60_000

/**
 * Calls a service of CX and repeats what failed for a passing reason: no answer, no answer in time, 408,
 * 425, 429 and 5xx, with backoff and full jitter, or when the service asks (`Retry-After`). Only for calls
 * that may be repeated. Redirects are not followed: `fetch` would turn a POST into a GET and report success.
 */
export function createHttp(
  service: string,
  options: HttpOptions,
  defaults: { timeoutMs: number; retries: number },
): Http {
  const { baseUrl, timeoutMs, retries, headers } = readHttpOptions(options, defaults)
  const { fetch = globalThis.fetch } = options

  /** With `whole`, an answer counts once all of it is there, so that one which breaks off is asked for again. */
  function start(path: string, { signal, ...call }: Call, whole = false): ResponsePromise {
    return ky(`${baseUrl}/${path}`, {
      ...call,
      headers,
      redirect: 'manual',
      timeout: timeoutMs,
      fetch: async (input, init) => {
        const response = await fetch(input, init)
        return whole ? wholeOf(response) : response
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
  }

  return {
    baseUrl,
    async call(path, call) {
      try {
        return await start(path, call)
      } catch (error) {
        call.signal?.throwIfAborted()
        throw toCcmError(service, error)
      }
    },
    async read(path, call, schema) {
      try {
        const answer = start(path, call, true)
        const result = schema.safeParse(parseJson(await answer.text()))
        if (result.success) return result.data
        throw unexpected(service, (await answer).status, result.error.issues)
      } catch (error) {
        call.signal?.throwIfAborted()
        throw toCcmError(service, error)
      }
    },
  }
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

function unexpected(service: string, status: number, issues: readonly SchemaIssue[]): CcmError {
  const cause = new PayloadError('ccm_response', issues)
  const message = `${service} answered ${status} with something unexpected`
  return new CcmError(message, { status, retryable: false }, { cause })
}

/** ky's errors are not kept as cause: they hold the request, and so the headers and what somebody wrote. */
function toCcmError(service: string, error: unknown): CcmError {
  if (error instanceof CcmError) return error
  if (error instanceof HTTPError) {
    const { status } = error.response
    const retryable = temporaryStatuses.includes(status)
    return new CcmError(`${service} answered ${status}`, { status, retryable })
  }
  if (error instanceof TimeoutError) {
    return new CcmError(`${service} did not answer in time`, { retryable: true })
  }
  const code = systemCodeOf(error)
  const why = code === undefined ? '' : ` (${code})`
  return new CcmError(`${service} could not be reached${why}`, { retryable: true })
}

/** `ECONNREFUSED` and its like, wherever in the chain of causes the runtime put it. */
function systemCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z_\d]+$/.test(error.code)) {
    return error.code
  }
  return systemCodeOf(error.cause)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
