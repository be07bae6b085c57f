import { isWritten } from '../schema/is-written.ts'
import { isPlainObject } from '../schema/plain-object.ts'

/**
 * Checks of what CX writes in nearly every message. They ask for fields by name, which engines do fastest: a header
 * takes a quarter of the time of its schema. The schemas read anything else. `test/schema/quick.test.ts` compares these
 * checks with the schemas.
 */

/** Whether {@link cimMessageSchema} returns a message unchanged. */
export function isUsualMessage(value: unknown): boolean {
  if (!isPlainObject(value)) return false
  return isWritten(value.id) && isUsualBody(value.body) && isUsualHeader(value.header)
}

/** Whether {@link headerSchema} returns a header unchanged. */
export function isUsualHeader(value: unknown): boolean {
  if (!isPlainObject(value)) return false
  const { timestamp } = value
  return (
    isUsualSender(value.sender) &&
    isUsualChannel(value.channelData) &&
    (isTextOrNone(timestamp) || Number.isFinite(timestamp)) &&
    isTextOrNone(value.intent) &&
    isIdOrNone(value.originalMessageId) &&
    isIdOrNone(value.replyToMessageId) &&
    isIdOrNone(value.providerMessageId) &&
    isIdOrNone(value.conversationId)
  )
}

function isUsualSender(value: unknown): boolean {
  if (!isPlainObject(value)) return isNone(value)
  return isTextOrNone(value.id) && isTextOrNone(value.type) && isTextOrNone(value.senderName)
}

function isUsualChannel(value: unknown): boolean {
  return (
    isPlainObject(value) &&
    isWritten(value.channelCustomerIdentifier) &&
    isIdOrNone(value.serviceIdentifier)
  )
}

/** Whether a body is a text or a file that its schema returns unchanged. */
export function isUsualBody(value: unknown): boolean {
  if (!isPlainObject(value) || !isTextOrNone(value.markdownText)) return false
  switch (value.type) {
    case 'PLAIN':
      return true
    case 'IMAGE':
    case 'AUDIO':
    case 'VIDEO':
    case 'FILE':
      return isTextOrNone(value.caption) && isUsualAttachment(value.attachment)
    default:
      return false
  }
}

function isUsualAttachment(value: unknown): boolean {
  if (!isPlainObject(value)) return false
  const { mediaUrl, size } = value
  return (
    typeof mediaUrl === 'string' &&
    mediaUrl !== '' &&
    isTextOrNone(value.mimeType) &&
    (isNone(size) || Number.isFinite(size)) &&
    isTextOrNone(value.thumbnail) &&
    isTextOrNone(value.mediaName) &&
    isTextOrNone(value.mediaLabel)
  )
}

function isIdOrNone(value: unknown): boolean {
  return isNone(value) || isWritten(value)
}

function isTextOrNone(value: unknown): boolean {
  return typeof value === 'string' || isNone(value)
}

/** CX's Java writes `null` for what is absent. */
function isNone(value: unknown): boolean {
  return value === undefined || value === null
}
