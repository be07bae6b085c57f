import { isPlainObject } from '../schema/plain-object.ts'

/**
 * What CX writes in nearly every message, asked for by name, which is what engines do best: a header takes a quarter
 * of the time that its schema takes. Anything else is left to the schemas; `test/schema/quick.test.ts` holds what is
 * found here to them.
 */

/** Whether {@link cimMessageSchema} would give a message back as it is. */
export function isUsualMessage(value: unknown): boolean {
  if (!isPlainObject(value)) return false
  return isUsualId(value.id) && isUsualBody(value.body) && isUsualHeader(value.header)
}

/** Whether {@link headerSchema} would give a header back as it is. */
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
    isUsualId(value.channelCustomerIdentifier) &&
    isIdOrNone(value.serviceIdentifier)
  )
}

/** Whether a body is a text or a file that its schema would give back as it is. */
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

/** An id as nearly all come: a string that begins with a character of ASCII that is no space. */
export function isUsualId(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const code = value.charCodeAt(0)
  return code > 0x20 && code < 0x7f
}

function isIdOrNone(value: unknown): boolean {
  return isNone(value) || isUsualId(value)
}

function isTextOrNone(value: unknown): boolean {
  return typeof value === 'string' || isNone(value)
}

/** CX's Java writes `null` for what is absent. */
function isNone(value: unknown): boolean {
  return value === undefined || value === null
}
