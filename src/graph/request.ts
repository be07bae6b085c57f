import ky from 'ky'
import { GraphError } from '../errors.ts'
import { cutOff } from '../http/cut-off.ts'
import { type Answer, type Outcome, type Question, readAnswer } from './answer.ts'
import { noAnswer } from './network.ts'
import type { CheckedOptions } from './options.ts'
import type { Pacer } from './pacing.ts'
import { withRetries } from './retry.ts'
import { readUsage, type Usage } from './usage.ts'

/** What every call of a client needs. */
export type Connection = {
  readonly options: CheckedOptions
  /** `appsecret_proof` of the token; undefined without an app secret. */
  readonly proof: () => Promise<string | undefined>
  readonly pacer: Pacer
}

/** The options of every method. */
export type CallOptions = {
  /** Aborts the call; it then rejects with the reason of the signal. */
  signal?: AbortSignal | undefined
}

/** The body of a call. */
export type CallBody = { json: unknown; form?: never } | { json?: never; form: Blob }

/** One call of the Graph API. */
export type GraphCall<T> = Question<T> & {
  readonly method: 'GET' | 'POST'
  /** Segments after the version. */
  readonly path: readonly string[]
  readonly query?: Readonly<Record<string, string>>
  readonly body?: CallBody
  /** What a send carries, for pacing; absent for calls that send nothing. */
  readonly load?: 'text' | 'media'
  /** How long one attempt may take, in ms. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Calls and returns the value.
 * @throws {GraphError} when the call fails, or the reason of an aborted signal
 */
export async function call<T>(connection: Connection, what: GraphCall<T>): Promise<T> {
  const outcome = await tryCall(connection, what)
  if (outcome.error !== undefined) throw outcome.error
  return outcome.value
}

/** As {@link call}, but returns a failure as its result. */
export async function tryCall<T>(connection: Connection, what: GraphCall<T>): Promise<Outcome<T>> {
  const { retries, maxWaitMs } = connection.options
  const { repeatable, signal } = what
  return await withRetries(() => attempt(connection, what), {
    retries,
    maxWaitMs,
    repeatable,
    signal,
  })
}

async function attempt<T>(connection: Connection, what: GraphCall<T>): Promise<Outcome<T>> {
  what.signal?.throwIfAborted()
  await connection.pacer.turn(what.load, what.signal)
  const url = await address(connection, what)
  const answer = await exchange(connection, what, url)
  if (answer instanceof GraphError) return { error: answer, blamesQuote: false }
  void notify(connection.options.onUsage, answer.usage)
  return readAnswer(what, answer)
}

async function address<T>(
  { options, proof }: Connection,
  { path, query = {} }: GraphCall<T>,
): Promise<URL> {
  const url = new URL([options.root, ...path.map(encodeURIComponent)].join('/'))
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const proved = await proof()
  if (proved !== undefined) url.searchParams.set('appsecret_proof', proved)
  return url
}

/**
 * Calls and reads the whole answer. ky's retries are off, because it does not know what Meta has delivered. Redirects
 * are off too: Graph has none, and a POST would be sent twice or become a GET.
 */
async function exchange<T>(
  { options }: Connection,
  { name, repeatable, method, body, timeoutMs, signal }: GraphCall<T>,
  url: URL,
): Promise<Answer | GraphError> {
  const { json, form } = body ?? {}
  try {
    const pending = ky(url, {
      method,
      ...(json === undefined ? {} : { json }),
      ...(form === undefined ? {} : { body: form }),
      headers: { accept: 'application/json', authorization: `Bearer ${options.pageAccessToken}` },
      redirect: 'manual',
      retry: 0,
      throwHttpErrors: false,
      timeout: false,
      totalTimeout: timeoutMs,
      fetch: fetchWith(options.fetch ?? globalThis.fetch),
      ...(signal === undefined ? {} : { signal }),
    })
    const { status, headers } = await pending
    return { status, headers, text: await pending.text(), usage: readUsage(headers) }
  } catch (failure) {
    signal?.throwIfAborted()
    return noAnswer({ name, repeatable }, failure)
  }
}

/**
 * Wraps `fetch` for ky. ky calls it as a method of its options, which the global `fetch` of browsers and workers
 * refuses. And ky keeps its timer when `fetch` throws, so this one always rejects instead.
 */
function fetchWith(fetch: typeof globalThis.fetch): typeof fetch {
  return async (input, init) => cutOff(await fetch(input, init))
}

/**
 * Passes usage to the listener, without waiting for it, and ignores its errors: a delivered message must not look as if
 * it failed.
 */
async function notify(
  onUsage: ((usage: Usage) => unknown) | undefined,
  usage: Usage | undefined,
): Promise<void> {
  if (usage === undefined) return
  try {
    await onUsage?.(usage)
  } catch {
    return
  }
}
