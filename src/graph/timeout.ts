import { limits } from '../messenger/limits.ts'
import type { MediaType, SendRequest } from '../messenger/send-request.ts'
import type { CheckedOptions } from './options.ts'

/** The usual time limit, in ms. */
const usualMs = 30_000

/** The extra time for sending a file to Meta, in ms: enough for the largest at about 300 KB a second. */
const uploadMs = 90_000

/**
 * How long one attempt may take, in ms: the host's setting, else long enough for Meta to fetch or receive the media.
 * After a timeout that is too short, nobody knows whether Meta delivered the message.
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
