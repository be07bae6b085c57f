import { backoffMs } from '../http/backoff.ts'
import { cutOff } from '../http/cut-off.ts'
import { retryAfterMs } from '../http/retry-after.ts'
import { until } from '../http/until.ts'
import { wait } from '../http/wait.ts'
import type { CallHeaders } from './call-headers.ts'
import type { HeadersAsk } from './headers.ts'
import { jsonIn } from './json-in.ts'
import { StatusError } from './status-error.ts'

/** What a call sends. */
export type Sent = {
  method: 'GET' | 'POST'
  /** A value to send as JSON, instead of a body. */
  json?: unknown
  body?: Blob | URLSearchParams
}

/** A call and its options. */
export type RepeatedCall = Sent & {
  fetch: typeof globalThis.fetch
  /** The time limit of one attempt, in ms. */
  timeoutMs: number
  retries: number
  /** The longest wait before a retry, in ms. */
  maxWaitMs: number
  signal: AbortSignal | undefined
  headers: CallHeaders
  /** Whether to read the whole answer as part of the attempt, so that one which breaks off is retried. */
  isReadWhole: (response: Response) => boolean
}

/**
 * Calls a service, and retries the call after failures that can pass within seconds: no answer, a timeout, 408, 425, 429
 * and 5xx. It waits as long as the service asks (`Retry-After`), else a growing time of which half is random. It does
 * not wait longer than `maxWaitMs`, but throws. Only for calls that may be made twice.
 *
 * @param ask the argument of the headers function for the first attempt
 * @throws {StatusError} for any status but 2xx; else the error of `fetch`, a `TimeoutError` of the platform, or the error
 * of the headers function, after which the call is not retried: the function knows best when to try again
 */
export async function repeatedCall(
  url: string,
  call: RepeatedCall,
  ask: HeadersAsk,
): Promise<Response> {
  const { retries, maxWaitMs, signal, headers } = call
  for (let repeated = 0; ; repeated += 1) {
    const values = await headers.next(repeated === 0 ? ask : {})
    try {
      return await attempt(url, call, values)
    } catch (error) {
      if (repeated === retries || signal?.aborted || !mayAnswerLater(error)) throw error
      const waitMs = pauseAfter(error) ?? backoffMs(repeated)
      if (waitMs > maxWaitMs) throw error
      await wait(waitMs, signal)
    }
  }
}

/** Calls once. It uses plain `fetch`, because ky takes a quarter as long as the `fetch` itself. */
async function attempt(url: string, call: RepeatedCall, headers: Headers): Promise<Response> {
  const { timeoutMs, signal } = call
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new DOMException('', 'TimeoutError')), timeoutMs)
  const end = signal === undefined ? late.signal : AbortSignal.any([signal, late.signal])
  try {
    const response = await until(end, exchange(url, call, headers, end))
    if (response.ok) return response
    // The status says enough if its body does not arrive.
    const text = await until(end, cutOff(response).text()).catch(() => '')
    throw new StatusError(response, jsonIn(text))
  } finally {
    clearTimeout(timer)
  }
}

/** Does not follow redirects: `fetch` would turn a POST into a GET, end at a login page, and report success. */
async function exchange(
  url: string,
  { fetch, method, json, body, isReadWhole }: RepeatedCall,
  given: Headers,
  signal: AbortSignal,
): Promise<Response> {
  const headers = new Headers(given)
  if (json !== undefined && !headers.has('content-type')) {
    headers.set('content-type', 'application/json')
  }
  const sent = json === undefined ? (body ?? null) : JSON.stringify(json)
  const response = await fetch(url, { method, headers, body: sent, redirect: 'manual', signal })
  return isReadWhole(response) ? wholeOf(response) : response
}

/** The same answer with its body read, up to the limit of `cutOff`. Does not read the body of a failure. */
async function wholeOf(response: Response): Promise<Response> {
  if (!response.ok || response.body === null) return response
  const { status, headers } = response
  return new Response(await cutOff(response).arrayBuffer(), { status, headers })
}

/**
 * Whether a retry may help. Any error of `fetch` means that no answer came; an injected `fetch` may throw errors of its
 * own.
 */
function mayAnswerLater(error: unknown): boolean {
  return !(error instanceof StatusError) || isTemporary(error.status)
}

/** Whether a status may pass. 501 and 505 are permanent; all other 5xx, also those of gateways, are temporary. */
function isTemporary(status: number): boolean {
  if (status >= 500) return status !== 501 && status !== 505
  return status === 408 || status === 425 || status === 429
}

/** How long the service asked to wait, in ms. */
function pauseAfter(error: unknown): number | undefined {
  return error instanceof StatusError ? retryAfterMs(error.headers) : undefined
}
