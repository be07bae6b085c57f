import ky, { HTTPError, type Options, TimeoutError } from 'ky'
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

/** Waiting between attempts doubles from 0.3 s up to this, in ms. */
const longestBackoff = 10_000
/** The longest waiting time that a service may ask for, in ms. */
const longestRetryAfter = 60_000

/**
 * Calls a service and repeats what failed for a reason that passes within seconds: no answer, no answer in time, 408,
 * 425, 429 and 5xx, with backoff and full jitter, or when the service asks (`Retry-After`). Only for calls that may
 * be repeated. Redirects are not followed: `fetch` would turn a POST into a GET, end at a login page, and report
 * success.
 *
 * @throws what ky throws, for any status but 2xx too
 */
export function repeatedCall(url: string, call: RepeatedCall): Promise<Response> {
  const { fetch, timeoutMs, retries, signal, headers, ask, isReadWhole, ...request } = call
  return ky(url, {
    ...request,
    redirect: 'manual',
    timeout: timeoutMs,
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      return isReadWhole(response) ? wholeOf(response) : response
    },
    ...(signal && { signal }),
    // What they throw is not repeated: whoever gives headers knows better when to ask again.
    hooks: {
      beforeRequest: [({ request }) => headers.put(request, ask)],
      beforeRetry: [({ request }) => headers.put(request, {})],
    },
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

/** The same answer with its body read. The body of a failure is not waited for. */
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
