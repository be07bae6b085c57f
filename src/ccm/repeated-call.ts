import ky, { HTTPError, type Options } from 'ky'
import { backoffMs } from '../http/backoff.ts'
import { cutOff } from '../http/cut-off.ts'
import { retryAfterMs } from '../http/retry-after.ts'
import { wait } from '../http/wait.ts'
import type { CallHeaders } from './call-headers.ts'
import type { HeadersAsk } from './headers.ts'

/** A call and its options. */
export type RepeatedCall = Pick<Options, 'method' | 'json' | 'body' | 'searchParams'> & {
  fetch: typeof globalThis.fetch
  /** The time limit of one attempt, in ms. */
  timeoutMs: number
  retries: number
  signal: AbortSignal | undefined
  headers: CallHeaders
  /** The argument of the headers function for the first attempt. */
  ask: HeadersAsk
  /** Whether to read the whole answer as part of the attempt, so that one which breaks off is repeated. */
  isReadWhole: (response: Response) => boolean
}

/** The longest wait that a service may ask for, in ms. */
const longestRetryAfter = 60_000

/**
 * Calls a service, and repeats a call after failures that can pass within seconds: no answer, a timeout, 408, 425, 429
 * and 5xx. It waits as long as the service asks (`Retry-After`), else a growing time of which half is random. Only for
 * calls that may be repeated.
 *
 * @throws the error of ky, also for any status but 2xx; or the error of the headers function, after which the call is
 * not repeated: the function knows best when to try again
 */
export async function repeatedCall(url: string, call: RepeatedCall): Promise<Response> {
  const { retries, signal, headers, ask } = call
  for (let repeated = 0; ; repeated += 1) {
    const values = await headers.next(repeated === 0 ? ask : {})
    try {
      return await attempt(url, call, values)
    } catch (error) {
      if (repeated === retries || signal?.aborted || !mayAnswerLater(error)) throw error
      await wait(pauseAfter(error) ?? backoffMs(repeated), signal)
    }
  }
}

/**
 * Calls once. It does not follow redirects: `fetch` would turn a POST into a GET, end at a login page, and report
 * success. ky's own retries are off, because they copy each request and its body.
 */
function attempt(url: string, call: RepeatedCall, headers: Headers): Promise<Response> {
  const { fetch, timeoutMs, retries, signal, ask, isReadWhole, ...request } = call
  let text: string | undefined
  return ky(url, {
    ...request,
    headers,
    stringifyJson(value) {
      text = JSON.stringify(value)
      return text
    },
    redirect: 'manual',
    retry: 0,
    timeout: timeoutMs,
    fetch: async (input, init) => {
      const response = await fetch(...unwrapped(input, init, text))
      return isReadWhole(response) ? wholeOf(response) : response
    },
    ...(signal && { signal }),
  })
}

/**
 * The arguments for `fetch`: ky's Request, but with a text body passed separately. A body within a Request is read as a
 * stream, which takes a tenth of a call.
 */
function unwrapped(
  input: string | URL | Request,
  init: RequestInit | undefined,
  text: string | undefined,
): Parameters<typeof globalThis.fetch> {
  if (text === undefined || !(input instanceof Request)) return [input, init]
  const { url, method, headers, redirect, signal } = input
  return [url, { ...init, method, headers, redirect, signal, body: text }]
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
  return !(error instanceof HTTPError) || isTemporary(error.response.status)
}

/** Whether a status may pass. 501 and 505 are permanent; all other 5xx, also those of gateways, are temporary. */
function isTemporary(status: number): boolean {
  if (status >= 500) return status !== 501 && status !== 505
  return status === 408 || status === 425 || status === 429
}

/** How long the service asked to wait, in ms. */
function pauseAfter(error: unknown): number | undefined {
  const asked = error instanceof HTTPError ? retryAfterMs(error.response.headers) : undefined
  return asked === undefined ? undefined : Math.min(asked, longestRetryAfter)
}
