import * as z from 'zod'
import { readPayload } from '../errors.ts'
import { longestTimeout } from '../http/longest-timeout.ts'
import { pathIdSchema } from './path-id.ts'
import type { Usage } from './usage.ts'

/** How many calls a second a Page makes at most; see {@link GraphClientOptions.pacing}. */
export type PacingOptions = {
  /** Texts, reactions, typing and all else without media; default 300, what Meta publishes. */
  textPerSecond?: number | undefined
  /** Sends with media; default 10, what Meta publishes for audio and video. */
  mediaPerSecond?: number | undefined
}

/** The options of {@link createGraphClient}. */
export type GraphClientOptions = {
  /** Token of the Page. It is sent only in the `Authorization` header. */
  pageAccessToken: string
  /** Id of the Page; without it the calls go to `/me`, the Page of the token. */
  pageId?: string | undefined
  /**
   * App secret. With it, every call carries an `appsecret_proof`.
   * @see https://developers.facebook.com/docs/graph-api/guides/secure-requests
   */
  appSecret?: string | undefined
  /** Version of the Graph API; default: the version at the end of `baseUrl`, else `v26.0`. */
  version?: string | undefined
  /**
   * The URL of the Graph API; default `https://graph.facebook.com`. A version at its end
   * (`https://graph.facebook.com/v15.0/`) counts unless `version` is given.
   */
  baseUrl?: string | URL | undefined
  /**
   * How long one attempt may take until its answer is read, in ms. Default 30 000, and more for media:
   * the time that Meta takes to fetch a URL (75 s for video, 10 s for others), 90 s for a file.
   */
  timeoutMs?: number | undefined
  /** How often a call is retried, if that is safe; default 3, 0 for never. */
  retries?: number | undefined
  /** The longest wait before a retry, in ms; default 60 000. When Meta asks for more, the call is not retried. */
  maxWaitMs?: number | undefined
  /** Used instead of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /** Gets the usage headers of each answer that has some. Its errors are ignored: see docs. */
  onUsage?: ((usage: Usage) => void) | undefined
  /**
   * Sends no faster than Meta allows the Page, and one after another per customer, in the order of the calls. It counts
   * only the calls of this client. Default off.
   * @see https://developers.facebook.com/docs/messenger-platform/send-messages#rate-limits
   */
  pacing?: boolean | PacingOptions | undefined
}

const rate = z.number().positive().optional()

const optionsSchema = z.object({
  pageAccessToken: z
    .string('expected the token of the Page, a string')
    .regex(/^[\x21-\x7e]+$/, 'expected a token without spaces or line breaks: trim what was read'),
  pageId: pathIdSchema.optional(),
  appSecret: z.string().min(1, 'expected the app secret, not an empty text').optional(),
  version: z
    .string()
    .regex(/^v\d+\.\d+$/, 'expected a version such as v26.0')
    .optional(),
  baseUrl: z
    .union([z.string(), z.instanceof(URL).transform(String)])
    .pipe(z.url({ protocol: /^https?$/, error: 'expected an absolute http or https URL' }))
    .default('https://graph.facebook.com'),
  timeoutMs: z.number().int().positive().max(longestTimeout).optional(),
  retries: z.number().int().nonnegative().default(3),
  maxWaitMs: z.number().int().nonnegative().max(longestTimeout).default(60_000),
  fetch: z.custom<typeof globalThis.fetch>((value) => typeof value === 'function').optional(),
  onUsage: z.custom<(usage: Usage) => void>((value) => typeof value === 'function').optional(),
  pacing: z
    .union([z.boolean(), z.object({ textPerSecond: rate, mediaPerSecond: rate })])
    .default(false),
})

/** Options with their defaults. */
export type CheckedOptions = Omit<z.infer<typeof optionsSchema>, 'baseUrl' | 'version'> & {
  /** Address of the API with its version, without a slash at its end. */
  root: string
}

/**
 * Checks the options of a client.
 * @throws {PayloadError} that quotes no value
 */
export function checkOptions(options: GraphClientOptions): CheckedOptions {
  const { baseUrl, version, ...rest } = readPayload('options', optionsSchema, options)
  return { ...rest, root: rootOf(baseUrl, version) }
}

function rootOf(baseUrl: string, version: string | undefined): string {
  const { origin, pathname } = new URL(baseUrl)
  const [, path = '', ownVersion] = /^(.*?)(?:\/(v\d+\.\d+))?\/*$/.exec(pathname) ?? []
  return `${origin}${path}/${version ?? ownVersion ?? 'v26.0'}`
}
