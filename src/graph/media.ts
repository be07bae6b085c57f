import * as z from 'zod'
import { PayloadError, readPayload } from '../errors.ts'
import { outgoingAttachmentSchema } from '../messenger/outgoing-message.ts'
import type { MediaType, OutgoingAttachment } from '../messenger/send-request.ts'
import type { GraphFile } from './file.ts'

/** A medium at a public address, which Meta fetches. */
export type MediaByUrl = {
  /** How the customer sees it. */
  type: MediaType
  /** A public https address. */
  url: string
  attachmentId?: undefined
  file?: undefined
  /** Ignored: Meta names the file by its address. */
  fileName?: string | undefined
  /** Whether the result includes an id, to send the medium again by it. */
  reusable?: boolean | undefined
}

/** A medium that was uploaded before: see `uploadAttachment`. */
export type MediaById = {
  /** The type that it was uploaded as. */
  type: MediaType
  /** The id that `uploadAttachment` returned. */
  attachmentId: string
  url?: undefined
  file?: undefined
}

/** A medium as bytes. */
export type MediaByFile = {
  /** How the customer sees it. */
  type: MediaType
  /** The bytes, at most 25 MB. */
  file: GraphFile
  url?: undefined
  attachmentId?: undefined
  /** Default: the name of a `File`, else one made from the type. The customer sees it if `type` is `file`. */
  fileName?: string | undefined
  /** Whether the result includes an id, to send the medium again by it. */
  reusable?: boolean | undefined
}

/** A medium, from one of its sources. */
export type Media = MediaByUrl | MediaById | MediaByFile

const mediaSchema = z.looseObject({})
const sources = ['url', 'attachmentId', 'file'] as const

/**
 * `message.attachment` for a medium, checked. A file, which JSON cannot hold, is represented by another payload.
 * @throws {PayloadError} also for a medium with no source or several
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

/** `message.attachment` as it is sent: without an address when the file is sent along. */
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
