import { type HttpHandler, HttpResponse, http } from 'msw'
import { createFailures, type FailOptions, type Failure, toResponse } from './failures.ts'

/** What every stand-in has. */
export type StandIn<Call, Fail = Failure> = {
  /** For msw: `setupServer(...standIn.handlers)`. They answer every call below the base URL. */
  readonly handlers: readonly HttpHandler[]
  /** Every call, in order, also those that failed. */
  readonly requests: readonly Call[]
  /** Makes the next call fail, or `times` calls; several failures are used up in order. */
  fail(failure: Fail, options?: FailOptions<Call>): void
  /** Forgets everything recorded, stored and planned. Also ends calls that were left without an answer. */
  reset(): void
}

/** The parts that differ between services. */
type Service<Call, Fail> = {
  baseUrl: string
  read: (request: Request) => Promise<Call>
  /** Acts on the call and answers it. */
  answer: (call: Call) => Response | Promise<Response>
  toFailure: (failure: Fail) => Failure
  reset: () => void
}

/** One service behind one msw handler: reads the call, records it, fails as planned or answers. */
export function createStandIn<Call, Fail>({
  baseUrl,
  read,
  answer,
  toFailure,
  reset,
}: Service<Call, Fail>): StandIn<Call, Fail> {
  const requests: Call[] = []
  const failures = createFailures<Fail, Call>()
  let released = new AbortController()

  const handler = http.all(`${baseUrl.replace(/\/+$/, '')}/*`, async ({ request }) => {
    const call = await read(request)
    requests.push(call)
    const planned = failures.take(call)
    const failure = planned === undefined ? undefined : toFailure(planned)
    if (failure === 'refused') return HttpResponse.error()
    if (typeof failure === 'object') return toResponse(failure)
    const response = await answer(call)
    if (failure === undefined) return response
    if (failure === 'no-answer') await aborted(AbortSignal.any([request.signal, released.signal]))
    return HttpResponse.error()
  })

  return {
    handlers: [handler],
    requests,
    fail: failures.plan,
    reset() {
      requests.length = 0
      failures.reset()
      released.abort()
      released = new AbortController()
      reset()
    },
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve())
  })
}
