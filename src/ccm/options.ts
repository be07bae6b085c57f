import * as z from 'zod'
import { readPayload } from '../errors.ts'
import { longestTimeout } from '../http/longest-timeout.ts'
import type { HeadersFunction, HeaderValues } from './headers.ts'

/** The options of the clients of CX. */
export type HttpOptions = {
  /** The absolute URL of the service, with its path if it has one. A slash at the end makes no difference. */
  baseUrl: string
  /** Used instead of the global `fetch`: for a proxy, a client certificate, a test. */
  fetch?: typeof globalThis.fetch | undefined
  /** How long one attempt may take, in ms: until the answer begins, or for JSON until it has ended. */
  timeoutMs?: number | undefined
  /** How often a call is retried after a temporary failure; 0 for never. */
  retries?: number | undefined
  /** The longest wait before a retry, in ms; default 60 000. When CX asks for more, the call is not retried. */
  maxWaitMs?: number | undefined
  /**
   * Headers for every call, for a gateway that requires them. Or a function that is called before each attempt, such as
   * one of {@link createKeycloakToken}. Errors never hold them.
   */
  headers?: HeaderValues | HeadersFunction | undefined
}

/** The option of a service whose links CX passes on. */
export type PublicOptions = {
  /** The URL under which CX and its agents reach the service, if it is not `baseUrl`. Links use it. */
  publicUrl?: string | undefined
}

/** The options of every call. */
export type CallOptions = {
  /** Aborts the call with its waits and retries; the call then throws the signal's reason. */
  signal?: AbortSignal | undefined
}

/** The URL of a service, without slashes at its end. */
export const serviceUrlSchema = z
  .string()
  .trim()
  .refine(isServiceUrl, 'expected an absolute http(s) URL without credentials, query or fragment')
  .transform((url) => url.replace(/\/+$/, ''))

/** Checks `fetch`. A wrong one would fail every call, as if the service were unavailable. */
export const fetchSchema = z.custom<typeof globalThis.fetch>(
  (value) => typeof value === 'function',
  'expected a function such as fetch',
)

const optionsSchema = z.object({
  baseUrl: serviceUrlSchema,
  publicUrl: serviceUrlSchema.optional(),
  timeoutMs: z.number().int().positive().max(longestTimeout).optional(),
  retries: z.number().int().nonnegative().optional(),
  maxWaitMs: z.number().int().nonnegative().max(longestTimeout).default(60_000),
  fetch: fetchSchema.optional(),
  headers: z
    .union([
      z.custom<HeadersFunction>((value) => typeof value === 'function'),
      z.record(z.string(), z.string()).refine(areHeaders, 'not sendable as HTTP headers'),
    ])
    .optional(),
})

/**
 * Checks the options of a client, so that a mistake shows at start and not with the first message; errors never quote
 * values.
 * @throws {PayloadError} that lists every mistake
 */
export function readHttpOptions(
  options: HttpOptions & PublicOptions,
  defaults: { timeoutMs: number; retries: number },
) {
  const read = readPayload('options', optionsSchema, options)
  const { baseUrl, publicUrl = baseUrl, timeoutMs, retries, maxWaitMs, headers } = read
  return {
    baseUrl,
    publicUrl,
    timeoutMs: timeoutMs ?? defaults.timeoutMs,
    retries: retries ?? defaults.retries,
    maxWaitMs,
    headers: headers ?? {},
  }
}

/** Whether a path can be added to a URL. One that ends in an empty query (`http://ccm?`) would hide the path. */
export function isServiceUrl(value: string): boolean {
  if (/[?#]/.test(value) || !URL.canParse(value)) return false
  const { protocol, username, password } = new URL(value)
  return /^https?:$/.test(protocol) && username === '' && password === ''
}

function areHeaders(headers: Record<string, string>): boolean {
  try {
    new Headers(headers)
    return true
  } catch {
    return false
  }
}
