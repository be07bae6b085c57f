import type { CimMessage } from '../../cim/message.ts'
import { cimToMessenger, type OutboundTranslation } from '../../outbound/index.ts'
import { errorFacts } from '../connector-event.ts'
import { createLookup } from '../lookup.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage } from './failed-notification.ts'

/** Facts about the file of a message that was not sent yet. */
export type MessageFindings = {
  /** In bytes. */
  size?: number | undefined
  mimeType?: string | undefined
  attachmentId?: string | undefined
}

/** A translation, and the file in it that goes by URL. */
export type MessageTranslation = OutboundTranslation & { mediaUrl: string | undefined }

/** Translates a message with the log's answers at hand, so without waiting. */
export type KnownMessage = (findings?: MessageFindings) => MessageTranslation

/** Looks up in the log what the translation asks for. The host's context has priority. */
export async function knowMessage(
  message: CimMessage,
  parts: Pick<Parts, 'outbound' | 'log' | 'delivering' | 'report' | 'now'>,
): Promise<KnownMessage> {
  const { outbound: host, log, delivering } = parts
  const mids = createLookup(async (cimId: string) => delivering.get(cimId) ?? log.midOf(cimId))
  const wroteAt = createLookup((psid: string) => wroteAtOf(psid, message, parts))
  const now = host.now ?? parts.now()

  function translate(findings: MessageFindings = {}): MessageTranslation {
    const asked: string[] = []
    const translation = cimToMessenger(withFindings(message, findings), {
      ...host,
      now,
      customerWroteAt: (psid) => host.customerWroteAt?.(psid) ?? wroteAt.ask(psid),
      midOf: (cimId) => host.midOf?.(cimId) ?? mids.ask(cimId),
      attachmentId: (mediaUrl) => {
        const id = host.attachmentId?.(mediaUrl) ?? findings.attachmentId
        if (id === undefined) asked.push(mediaUrl)
        return id
      },
    })
    return { ...translation, mediaUrl: asked[0] }
  }

  do translate()
  while ((await mids.answer()) || (await wroteAt.answer()))
  return translate
}

/** When the customer last wrote. A failure does not stop the message: it is sent with the tag of a late answer. */
async function wroteAtOf(
  psid: string,
  message: CimMessage,
  { log, report }: Pick<Parts, 'log' | 'report'>,
): Promise<number | undefined> {
  try {
    return await log.customerWroteAt(psid)
  } catch (error) {
    const failure = { type: 'failed', direction: 'outbound', stage: 'log', id: message.id } as const
    report({ ...failure, ...partiesOfMessage(message), error: errorFacts(error) })
    return undefined
  }
}

/**
 * Puts the file's real size and type into the message: they decide how the customer gets the file, and precede those
 * that CX gives.
 */
function withFindings(message: CimMessage, { size, mimeType }: MessageFindings): unknown {
  const { body } = message
  if (size === undefined || !('attachment' in body) || !isObject(body.attachment)) return message
  const type = mimeType ?? body.attachment.mimeType
  return { ...message, body: { ...body, attachment: { ...body.attachment, size, mimeType: type } } }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
