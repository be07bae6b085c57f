import { fieldOf } from '../cim/field-of.ts'
import { describeIssue, type SchemaIssue, toPayloadIssue } from '../errors.ts'
import { outgoingAttachmentSchema } from '../messenger/outgoing-message.ts'
import { sendRequestSchema } from '../messenger/send-request.ts'
import type { GraphCall } from './graph-call.ts'
import { refuse } from './graph-failure.ts'
import type { GraphRecord, GraphUpload } from './graph-record.ts'

/**
 * `POST /{page}/messages`: accepts what Meta would, and refuses everything else with code 100 and the mistakes.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export function messages(call: GraphCall, record: GraphRecord): Response {
  const upload = call.file && readUpload(call, record)
  if (upload instanceof Response) return upload
  const result = sendRequestSchema.safeParse(requestOf(call.body, upload))
  if (!result.success) return refused(result.error.issues)
  const request = result.data
  const to = 'id' in request.recipient ? { recipient_id: request.recipient.id } : {}
  if ('sender_action' in request) {
    record.actions.push(request)
    return Response.json(to)
  }
  if (upload) record.uploads.push(upload)
  const mid = `m_StandIn${String(record.sent.length + 1).padStart(8, '0')}AbCdEfGhIjKlMnOpQrStUvWxYz`
  record.sent.push({ mid, node: call.node, request, file: call.file })
  const reusable = upload?.reusable ? { attachment_id: upload.attachmentId } : {}
  return Response.json({ ...to, message_id: mid, ...reusable })
}

/**
 * `POST /{page}/message_attachments`: takes a file, or the URL of one, and answers an id for it.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api
 */
export function messageAttachments(call: GraphCall, record: GraphRecord): Response {
  const upload = readUpload(call, record)
  if (upload instanceof Response) return upload
  record.uploads.push(upload)
  return Response.json({ attachment_id: upload.attachmentId })
}

/** The request without its authentication fields, with an uploaded file in place of its content. */
function requestOf(body: unknown, upload: GraphUpload | undefined): unknown {
  if (typeof body !== 'object' || body === null) return body
  const fields = Object.entries(body).filter(
    ([name]) => name !== 'access_token' && name !== 'appsecret_proof',
  )
  const request = Object.fromEntries(fields)
  if (upload === undefined) return request
  const attachment = { type: upload.type, payload: { attachment_id: upload.attachmentId } }
  return { ...request, message: { ...request.message, attachment } }
}

function readUpload({ body, file }: GraphCall, { uploads }: GraphRecord): GraphUpload | Response {
  const attachment = fieldOf(fieldOf(body, 'message'), 'attachment')
  const payload = fieldOf(attachment, 'payload')
  const attachmentId = String(1_480_000_000_000_001 + uploads.length)
  const checked = file === undefined ? payload : { attachment_id: attachmentId }
  const result = outgoingAttachmentSchema().safeParse({
    type: fieldOf(attachment, 'type'),
    payload: checked,
  })
  if (!result.success) return refused(result.error.issues, ['message', 'attachment'])
  const { data } = result
  const url = fieldOf(payload, 'url')
  if (data.type === 'template' || (file === undefined) === (url === undefined)) {
    return refuse({ code: 100, message: '(#100) Expected a medium by URL or as a file' })
  }
  return {
    attachmentId,
    type: data.type,
    reusable: fieldOf(payload, 'is_reusable') === true,
    url: typeof url === 'string' ? url : undefined,
    file,
  }
}

function refused(issues: readonly SchemaIssue[], at: readonly string[] = []): Response {
  const wrong = issues
    .map(({ path, message }) => toPayloadIssue({ path: [...at, ...path], message }))
    .map(describeIssue)
  return refuse({ code: 100, message: `(#100) Invalid parameter. ${wrong.join('; ')}` })
}
