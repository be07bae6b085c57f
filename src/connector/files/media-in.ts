import type { EmittedCimMessage } from '../../cim/emitted.ts'
import { CcmError } from '../../errors.ts'
import { attribute } from '../../inbound/attributes.ts'
import type { MediaFacts } from '../../inbound/index.ts'
import { errorFacts } from '../connector-event.ts'
import type { Parts } from '../parts.ts'
import { DownloadError } from './download-error.ts'
import { mediumOf } from './medium.ts'
import { type RefusedFile, refusalOf, withoutFile } from './refused-file.ts'
import { rehostFile } from './rehost-file.ts'

/** The results of re-hosting the files of an event's messages, by their URLs at Meta. */
export type RehostedMedia = {
  facts: ReadonlyMap<string, MediaFacts>
  /** Why a file was not copied. */
  notes: ReadonlyMap<string, string>
  /** Files that File Engine refused for good. */
  refused: ReadonlyMap<string, RefusedFile>
}

/**
 * Copies the files of messages to File Engine, because Meta's links expire and the Agent Desk previews only files of
 * File Engine. A file that cannot be fetched does not stop the message.
 *
 * @param messages as translated before their files are known
 */
export async function rehostMedia(
  messages: readonly EmittedCimMessage[],
  parts: Parts,
): Promise<RehostedMedia> {
  const files = messages.flatMap(mediumOf)
  if (files.length === 0) return noMedia
  const facts = new Map<string, MediaFacts>()
  const notes = new Map<string, string>()
  const refused = new Map<string, RefusedFile>()
  const media = new Map(files.map((medium) => [medium.url, medium]))
  await Promise.all(
    [...media.values()].map(async (medium) => {
      const { url, pageId, psid, id } = medium
      const found = await rehostFile(medium, parts).catch((error: unknown) => ({ error }))
      if (found === undefined) return
      if ('facts' in found) return void facts.set(url, found.facts)
      if ('refused' in found) refused.set(url, found.refused)
      notes.set(url, 'refused' in found ? refusalOf(found.error) : noteOn(found.error))
      const failure = { direction: 'inbound', stage: 'media', pageId, psid, id } as const
      parts.report({ type: 'failed', ...failure, error: errorFacts(found.error) })
    }),
  )
  return { facts, notes, refused }
}

/** The result for messages without files, as most are. */
const noMedia: RehostedMedia = { facts: new Map(), notes: new Map(), refused: new Map() }

/**
 * The message for CX. A note in its attributes says why a file was not copied. A refused file is replaced by words
 * about it.
 */
export function withMedia(
  message: EmittedCimMessage,
  { notes, refused }: RehostedMedia,
): EmittedCimMessage {
  const [medium] = mediumOf(message)
  const value = medium && notes.get(medium.url)
  if (medium === undefined || value === undefined) return message
  const { channelData } = message.header
  const note = attribute('mediaNote', value)
  const additionalAttributes = [...channelData.additionalAttributes, ...note]
  const noted = {
    ...message,
    header: { ...message.header, channelData: { ...channelData, additionalAttributes } },
  }
  const file = refused.get(medium.url)
  return file === undefined ? noted : withoutFile(noted, file)
}

function noteOn(error: unknown): string {
  const why =
    error instanceof DownloadError || error instanceof CcmError
      ? error.message
      : 'something went wrong'
  return `Not copied to File Engine, the link may expire. ${why}`
}
