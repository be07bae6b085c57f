import { limits } from '../messenger/limits.ts'
import type { MediaType, SendRequest } from '../messenger/send-request.ts'
import type { CheckedOptions } from './options.ts'

/** For any call, in ms. */
const usualMs = 30_000

/** For the way of a file to Meta, in ms: the largest at about 300 KB a second. */
const uploadMs = 90_000

/**
 * How long one attempt may take, in ms: what the host says, else long enough for Meta to fetch or get the
 * media. An attempt that is given up too early may have been delivered without anyone knowing.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api
 */
export function timeoutOf(
  { timeoutMs }: CheckedOptions,
  media?: { type: MediaType; from: 'url' | 'file' } | undefined,
): number {
  return timeoutMs ?? usualMs + (media === undefined ? 0 : mediaMs(media))
}

function mediaMs({ type, from }: { type: MediaType; from: 'url' | 'file' }): number {
  if (from === 'file') return uploadMs
  return type === 'video' ? limits.videoFetch.max : limits.mediaFetch.max
}

/** The media that Meta has to fetch for a request. */
export function mediaToFetch(request: SendRequest): { type: MediaType; from: 'url' } | undefined {
  if (!('message' in request)) return undefined
  const { attachment, attachments } = request.message
  if (attachments !== undefined) return { type: 'image', from: 'url' }
  if (attachment === undefined || attachment.type === 'template') return undefined
  return 'url' in attachment.payload ? { type: attachment.type, from: 'url' } : undefined
}
