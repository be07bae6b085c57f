import * as z from 'zod'
import { PayloadError, readPayload } from '../errors.ts'
import { outgoingAttachmentSchema } from '../messenger/outgoing-message.ts'
import type { MediaType, OutgoingAttachment } from '../messenger/send-request.ts'
import type { GraphFile } from './file.ts'

/** A medium at a public address, which Meta fetches. */
export type MediaByUrl = {
  type: MediaType
  url: string
  attachmentId?: undefined
  file?: undefined
  /** Meta names such a file by its address; this is for bytes. */
  fileName?: string | undefined
  /** Whether the result has an id to send it again by. */
  reusable?: boolean | undefined
}

/** A medium that was uploaded before: see `uploadAttachment`. */
export type MediaById = {
  type: MediaType
  attachmentId: string
  url?: undefined
  file?: undefined
}

/** A medium as bytes. */
export type MediaByFile = {
  type: MediaType
  file: GraphFile
  url?: undefined
  attachmentId?: undefined
  /** Default that of a `File`, else made from the type. The customer sees it where `type` is `file`. */
  fileName?: string | undefined
  /** Whether the result has an id to send it again by. */
  reusable?: boolean | undefined
}

/** A medium, from one of its sources. */
export type Media = MediaByUrl | MediaById | MediaByFile

const mediaSchema = z.looseObject({})
const sources = ['url', 'attachmentId', 'file'] as const

/**
 * `message.attachment` for a medium, checked. For a file, which JSON cannot hold, another payload stands
 * in its place. Throws {@link PayloadError}, also for a medium that names no source or several.
 */
export function checkAttachment(media: Media): OutgoingAttachment {
  readPayload('send_request', mediaSchema, media, ['message', 'attachment'])
  const given = sources.filter((source) => media[source] !== undefined)
  if (given.length !== 1) throw refusal([], `needs exactly one of ${sources.join(', ')}`)
  const payload = media.file === undefined ? attachmentOf(media).payload : { attachment_id: 'file' }
  const attachment = { type: media.type, payload }
  return readPayload('send_request', outgoingAttachmentSchema(), attachment, [
    'message',
    'attachment',
  ])
}

/** `message.attachment` as it goes out: without an address where the file goes beside it. */
export function attachmentOf(media: Media): { type: MediaType; payload: object } {
  const { type } = media
  if (media.attachmentId !== undefined) {
    return { type, payload: { attachment_id: media.attachmentId } }
  }
  const reusable = media.reusable === undefined ? {} : { is_reusable: media.reusable }
  return { type, payload: media.url === undefined ? reusable : { url: media.url, ...reusable } }
}

function refusal(path: readonly PropertyKey[], message: string): PayloadError {
  return new PayloadError('send_request', [{ path: ['message', 'attachment', ...path], message }])
}
