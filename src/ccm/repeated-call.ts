import ky, { HTTPError, type Options } from 'ky'
import { backoffMs } from '../http/backoff.ts'
import { cutOff } from '../http/cut-off.ts'
import { retryAfterMs } from '../http/retry-after.ts'
import { wait } from '../http/wait.ts'
import type { CallHeaders } from './call-headers.ts'
import type { HeadersAsk } from './headers.ts'

/** A call, and how it is made. */
export type RepeatedCall = Pick<Options, 'method' | 'json' | 'body' | 'searchParams'> & {
  fetch: typeof globalThis.fetch
  /** Of one attempt, in ms. */
  timeoutMs: number
  retries: number
  signal: AbortSignal | undefined
  headers: CallHeaders
  /** What the first attempt asks for headers with. */
  ask: HeadersAsk
  /** An answer that is read whole counts once it is there, so that one which breaks off is asked for again. */
  isReadWhole: (response: Response) => boolean
}

/** The longest waiting time that a service may ask for, in ms. */
const longestRetryAfter = 60_000

/**
 * Calls a service and repeats what failed for a reason that passes within seconds: no answer, no answer in time, 408,
 * 425, 429 and 5xx, after a growing time of which half is random, or when the service asks (`Retry-After`). Only for
 * calls that may be repeated.
 *
 * @throws what ky throws, for any status but 2xx too; and what asking for headers throws, which is not repeated:
 *   whoever gives them knows better when to ask again
 */
export async function repeatedCall(url: string, call: RepeatedCall): Promise<Response> {
  const { retries, signal, headers, ask } = call
  for (let repeated = 0; ; repeated += 1) {
    const values = await headers.next(repeated === 0 ? ask : {})
    try {
      return await attempt(url, call, values)
    } catch (error) {
      if (repeated === retries || signal?.aborted || !mayPass(error)) throw error
      await wait(pauseAfter(error) ?? backoffMs(repeated), signal)
    }
  }
}

/**
 * Calls once. Redirects are not followed: `fetch` would turn a POST into a GET, end at a login page, and report
 * success. ky repeats nothing, since for that it copies each request and its body.
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
 * What `fetch` is called with: ky's Request, but a text beside it and not in it. Out of a Request it is read as a
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

/** The same answer with its body read, as far as any goes. The body of a failure is not waited for. */
async function wholeOf(response: Response): Promise<Response> {
  if (!response.ok || response.body === null) return response
  const { status, headers } = response
  return new Response(await cutOff(response).arrayBuffer(), { status, headers })
}

/** Whatever `fetch` throws means that no answer came; injected ones have errors of their own. */
function mayPass(error: unknown): boolean {
  return !(error instanceof HTTPError) || isTemporary(error.response.status)
}

/** 501 and 505 say "never"; all other 5xx, also the gateways' own, say "not now". */
function isTemporary(status: number): boolean {
  if (status >= 500) return status !== 501 && status !== 505
  return status === 408 || status === 425 || status === 429
}

/** How long the service asks to be left alone, in ms. */
function pauseAfter(error: unknown): number | undefined {
  const asked = error instanceof HTTPError ? retryAfterMs(error.response.headers) : undefined
  return asked === undefined ? undefined : Math.min(asked, longestRetryAfter)
}
