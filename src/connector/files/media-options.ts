import * as z from 'zod'
import { readPayload } from '../../errors.ts'
import { longestTimeout } from '../../http/longest-timeout.ts'
import { limits } from '../../messenger/limits.ts'
import type { MediaOptions } from '../options.ts'
import type { DownloadOptions } from './guarded-download.ts'
import { metaHosts } from './meta-hosts.ts'

const positive = z.number().int().positive()

/** The form of an entry of `allowHosts`. */
export const allowedHost = /^(\*\.)?[^\s/*]+$/

const mediaSchema = z.object({
  allowHosts: z
    .array(z.string().regex(allowedHost, 'expected a host, such as cdn.example.com'))
    .readonly()
    .default([]),
  allowInsecure: z.boolean().default(false),
  maxBytes: positive.default(limits.fileBytes.max),
  timeoutMs: positive.max(longestTimeout).default(30_000),
  maxConcurrent: positive.default(8),
  retryForMs: z.number().int().min(0).max(longestTimeout).default(20_000),
})

/**
 * Checks the `media` options and adds defaults, so that a typing error shows at start.
 * @throws {PayloadError} that lists every mistake
 */
export function readMediaOptions(media: MediaOptions): {
  downloads: DownloadOptions
  maxConcurrent: number
  retryForMs: number
} {
  const read = readPayload('options', mediaSchema, media, ['media'])
  const { maxConcurrent, retryForMs, ...rules } = read
  const hosts = metaHosts.map(({ pattern }) => pattern)
  return { downloads: { hosts, ...rules }, maxConcurrent, retryForMs }
}
