import * as z from 'zod'
import { readPayload } from '../errors.ts'
import type { HeadersFunction, HeaderValues } from './headers.ts'

/** What the clients of CX are made from. */
export type HttpOptions = {
  /** Where the service is, absolute, with its path if it has one; a slash at the end makes no difference. */
  baseUrl: string
  /** Used in place of the global `fetch`: for a proxy, a client certificate, a test. */
  fetch?: typeof globalThis.fetch | undefined
  /** How long one attempt may take, in ms: until the answer begins, or where it is JSON until it has ended. */
  timeoutMs?: number | undefined
  /** How often a call that failed for a passing reason is repeated; 0 for never. */
  retries?: number | undefined
  /**
   * Sent with every call, for a gateway that asks for them; or a function that is asked for them before each attempt,
   * such as one of {@link createKeycloakToken}. They never reach an error.
   */
  headers?: HeaderValues | HeadersFunction | undefined
}

/** What a service is made from whose addresses CX passes on. */
export type PublicOptions = {
  /** Where CX and its agents find the same service, if not at `baseUrl`: links are written with it. */
  publicUrl?: string | undefined
}

/** What every call may be given. */
export type CallOptions = {
  /** Ends the call, its waiting and its retries; the call then throws the signal's reason. */
  signal?: AbortSignal | undefined
}

/** The longest time that timers of JavaScript runtimes can wait, in ms. */
export const longestTimeout = 2 ** 31 - 1

/** An address of a service, without slashes at its end. */
export const serviceUrlSchema = z
  .string()
  .trim()
  .refine(isServiceUrl, 'expected an absolute http(s) URL without credentials, query or fragment')
  .transform((url) => url.replace(/\/+$/, ''))

/** One that is no function would fail every call, as a service that is away does. */
export const fetchSchema = z.custom<typeof globalThis.fetch>(
  (value) => typeof value === 'function',
  'expected a function such as fetch',
)

const optionsSchema = z.object({
  baseUrl: serviceUrlSchema,
  publicUrl: serviceUrlSchema.optional(),
  timeoutMs: z.number().int().positive().max(longestTimeout).optional(),
  retries: z.number().int().nonnegative().optional(),
  fetch: fetchSchema.optional(),
  headers: z
    .union([
      z.custom<HeadersFunction>((value) => typeof value === 'function'),
      z.record(z.string(), z.string()).refine(areHeaders, 'not sendable as HTTP headers'),
    ])
    .optional(),
})

/**
 * Checks options when a client is made, so that a typing error is reported at start and not by the first
 * message; values are never quoted.
 * @throws {PayloadError} with what is wrong
 */
export function readHttpOptions(
  options: HttpOptions & PublicOptions,
  defaults: { timeoutMs: number; retries: number },
) {
  const read = readPayload('options', optionsSchema, options)
  const { baseUrl, publicUrl = baseUrl, timeoutMs, retries, headers } = read
  return {
    baseUrl,
    publicUrl,
    timeoutMs: timeoutMs ?? defaults.timeoutMs,
    retries: retries ?? defaults.retries,
    headers: headers ?? {},
  }
}

function isServiceUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, username, password, search, hash } = new URL(value)
  return (
    /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '')
  )
}

function areHeaders(headers: Record<string, string>): boolean {
  try {
    new Headers(headers)
    return true
  } catch {
    return false
  }
}
