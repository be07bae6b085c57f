import * as z from 'zod'
import { multipartOf } from '../media/multipart.ts'
import { idSchema } from '../messenger/id.ts'
import { prepareFile } from './file.ts'
import { attachmentOf, checkAttachment, type MediaByFile, type MediaByUrl } from './media.ts'
import { type CallOptions, type Connection, call } from './request.ts'
import { timeoutOf } from './timeout.ts'

/** Meta's answer to an upload. */
export type UploadResult = {
  /** Id to send it by; a reusable one lives for 90 days. */
  attachmentId: string
}

const answerSchema = z
  .object({ attachment_id: idSchema })
  .transform(({ attachment_id }): UploadResult => ({ attachmentId: attachment_id }))

/** Uploads a medium. See `uploadAttachment` of the client. */
export async function uploadAttachment(
  connection: Connection,
  media: MediaByUrl | MediaByFile,
  { signal }: CallOptions = {},
): Promise<UploadResult> {
  checkAttachment(media)
  const { reusable = true, type } = media
  const message = { attachment: attachmentOf({ ...media, reusable }) }
  const file = media.file === undefined ? undefined : await prepareFile(media, signal)
  return await call(connection, {
    name: 'Upload',
    method: 'POST',
    path: [connection.options.pageId ?? 'me', 'message_attachments'],
    body:
      file === undefined
        ? { json: { message } }
        : { form: multipartOf({ message }, { field: 'filedata', ...file }) },
    schema: answerSchema,
    repeatable: true,
    timeoutMs: timeoutOf(connection.options, { type, from: file === undefined ? 'url' : 'file' }),
    signal,
  })
}
