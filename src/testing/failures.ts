/** What a service answers instead of acting on a call. */
export type FailedAnswer = {
  /** HTTP status. */
  status: number
  /** An object is sent as JSON, a string unchanged. Default: empty. */
  body?: string | object | undefined
  /** For example `{ 'retry-after': '3' }`. */
  headers?: Readonly<Record<string, string>> | undefined
}

/**
 * How a stand-in fails a call on demand.
 * - `'refused'`: the connection breaks before the service has seen the call. The caller cannot know that: the error has
 * no `ECONNREFUSED`, so it looks like `'answer-lost'`.
 * - `'answer-lost'`: the service acts on the call, then the connection breaks.
 * - `'no-answer'`: the service acts on the call and never answers, until the caller gives up.
 * - an object: the service answers this and does not act on the call.
 */
export type Failure = 'refused' | 'answer-lost' | 'no-answer' | FailedAnswer

/** The calls that a planned failure applies to. */
export type FailOptions<Call> = {
  /** How many calls fail; `Infinity` for all until `reset`. Default 1; with `forMs` all calls in that time. */
  times?: number | undefined
  /** How long calls fail, in ms from now, as while a service restarts. */
  forMs?: number | undefined
  /** Only calls for which this returns true fail; others are answered as usual. */
  when?: ((call: Call) => boolean) | undefined
}

type Plan<Fail, Call> = {
  failure: Fail
  left: number
  endsAt: number
  when: (call: Call) => boolean
}

/** Creates a list of planned failures, which are used up in order. */
export function createFailures<Fail, Call>() {
  const plans: Plan<Fail, Call>[] = []
  return {
    plan(failure: Fail, { times, forMs, when = () => true }: FailOptions<Call> = {}): void {
      const left = times ?? (forMs === undefined ? 1 : Number.POSITIVE_INFINITY)
      const endsAt = Date.now() + (forMs ?? Number.POSITIVE_INFINITY)
      plans.push({ failure, left, endsAt, when })
    },
    /** Returns the failure for this call, and uses it up once. */
    take(call: Call): Fail | undefined {
      const plan = plans.find(
        ({ left, endsAt, when }) => left > 0 && Date.now() < endsAt && when(call),
      )
      if (plan === undefined) return undefined
      plan.left -= 1
      return plan.failure
    },
    reset(): void {
      plans.length = 0
    },
  }
}

/** The answer that a {@link FailedAnswer} describes. */
export function toResponse({ status, body, headers = {} }: FailedAnswer): Response {
  return typeof body === 'object'
    ? Response.json(body, { status, headers })
    : new Response(body ?? null, { status, headers })
}
