import type { MediaType, MessageRequest, SenderActionRequest } from '../messenger/send-request.ts'

/** A message that the stand-in accepted. */
export type GraphSent = {
  /** The id that it answered. */
  readonly mid: string
  /** Who sent it: `me` or a Page id, as in the call's path. */
  readonly node: string
  /** The request, as Meta reads it. A file that came with it is named by its `attachment_id`. */
  readonly request: MessageRequest
  /** The file of the request. */
  readonly file: File | undefined
}

/** A file that the stand-in accepted. */
export type GraphUpload = {
  /** The id that it answered. */
  readonly attachmentId: string
  /** What it was uploaded as. */
  readonly type: MediaType
  /** Whether its id may be used more than once. */
  readonly reusable: boolean
  /** The URL from which Meta would fetch it; the stand-in does not. */
  readonly url: string | undefined
  /** Or the file itself. */
  readonly file: File | undefined
}

/** A change of who owns a thread. */
export type ThreadControl = {
  /** What happened to the thread. */
  readonly action: 'pass' | 'take' | 'request' | 'release' | 'extend'
  /** The customer whose thread it is. */
  readonly psid: string
  /** The app that gets it. */
  readonly appId: string | undefined
  /** What is passed to the other app. */
  readonly metadata: string | undefined
  /** How long an extension lasts, in ms. */
  readonly durationMs: number | undefined
}

/** A person as `GET /{psid}` returns one, with only the fields that the request names. */
export type GraphProfile = {
  /** The first name. */
  first_name?: string | undefined
  /** The last name. */
  last_name?: string | undefined
  /** The whole name. */
  name?: string | undefined
  /** The address of the picture. */
  profile_pic?: string | undefined
  /** Such as `en_US`. */
  locale?: string | undefined
  /** Hours from UTC. */
  timezone?: number | undefined
  /** Such as `female`. */
  gender?: string | undefined
}

/** Everything that the stand-in accepted, in order. */
export type GraphRecord = {
  /** Messages. */
  readonly sent: GraphSent[]
  /** Sender actions: typing, seen, reactions. */
  readonly actions: SenderActionRequest[]
  /** Attachments, by URL or as files. */
  readonly uploads: GraphUpload[]
  /** Threads passed, taken, requested, released, extended. */
  readonly threadControl: ThreadControl[]
  /** The Page's subscription to webhook fields. */
  readonly subscribedFields: Set<string>
}

/** An empty record. */
export function createGraphRecord(): GraphRecord {
  return { sent: [], actions: [], uploads: [], threadControl: [], subscribedFields: new Set() }
}

/** Empties a record in place. */
export function clearGraphRecord(record: GraphRecord): void {
  record.sent.length = 0
  record.actions.length = 0
  record.uploads.length = 0
  record.threadControl.length = 0
  record.subscribedFields.clear()
}
