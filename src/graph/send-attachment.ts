import { multipartOf } from '../media/multipart.ts'
import { checkSendRequest } from './check.ts'
import { prepareFile } from './file.ts'
import { attachmentOf, checkAttachment, type Media, type MediaByFile } from './media.ts'
import type { CallOptions, Connection } from './request.ts'
import {
  addressTo,
  customerOf,
  deliver,
  type MessageOptions,
  messageAnswerSchema,
  type SendResult,
  send,
} from './send.ts'
import { timeoutOf } from './timeout.ts'

/** Sends one medium. See `sendAttachment` of the client. */
export async function sendAttachment(
  connection: Connection,
  psid: string,
  media: Media,
  { replyTo, signal }: MessageOptions = {},
): Promise<SendResult> {
  const address = addressTo(psid, replyTo)
  const request = checkSendRequest({ ...address, message: { attachment: checkAttachment(media) } })
  if (media.file === undefined) return await send(connection, request, { signal })
  return await connection.pacer.inOrder(
    customerOf(address.recipient),
    () => sendFile(connection, address, media, { signal }),
    signal,
  )
}

async function sendFile(
  connection: Connection,
  { reply_to, ...address }: ReturnType<typeof addressTo>,
  media: MediaByFile,
  { signal }: CallOptions,
): Promise<SendResult> {
  const file = await prepareFile(media, signal)
  const fields = { ...address, message: { attachment: attachmentOf(media) } }
  const delivery = {
    schema: messageAnswerSchema,
    quoted: reply_to !== undefined,
    load: 'media',
    timeoutMs: timeoutOf(connection.options, { type: media.type, from: 'file' }),
    signal,
  } as const
  return await deliver(connection, delivery, (quoted) => ({
    form: multipartOf(quoted ? { ...fields, reply_to } : fields, { field: 'filedata', ...file }),
  }))
}
