import { fieldOf } from '../cim/field-of.ts'
import type { GraphCall } from './graph-call.ts'
import { refuse } from './graph-failure.ts'
import { messageAttachments, messages } from './graph-messages.ts'
import type { GraphRecord, ThreadControl } from './graph-record.ts'

type Edge = (call: GraphCall, record: GraphRecord) => Response

/** The edges of a Page, by method and name. */
export const graphEdges: Readonly<Record<string, Edge>> = {
  'POST messages': messages,
  'POST message_attachments': messageAttachments,
  'POST pass_thread_control': threadControl('pass'),
  'POST take_thread_control': threadControl('take'),
  'POST request_thread_control': threadControl('request'),
  'POST release_thread_control': threadControl('release'),
  'GET subscribed_apps': subscriptions,
  'POST subscribed_apps': subscribe,
  'DELETE subscribed_apps': unsubscribe,
}

/** @see https://developers.facebook.com/docs/messenger-platform/conversation-routing */
function threadControl(action: ThreadControl['action']): Edge {
  return ({ body }, record) => {
    const psid = fieldOf(fieldOf(body, 'recipient'), 'id')
    if (typeof psid !== 'string') return missing('recipient.id')
    const appId = fieldOf(body, 'target_app_id')
    if (action === 'pass' && appId === undefined) return missing('target_app_id')
    const metadata = fieldOf(body, 'metadata')
    record.threadControl.push({
      action,
      psid,
      appId: appId === undefined ? undefined : String(appId),
      metadata: metadata === undefined ? undefined : String(metadata),
    })
    return Response.json({ success: true })
  }
}

/** @see https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps */
function subscriptions(_: GraphCall, { subscribedFields }: GraphRecord): Response {
  const app = { id: '1517776481860111', name: 'Stand-in', subscribed_fields: [...subscribedFields] }
  return Response.json({ data: subscribedFields.size === 0 ? [] : [app] })
}

function subscribe({ body, url }: GraphCall, { subscribedFields }: GraphRecord): Response {
  const asked = fieldOf(body, 'subscribed_fields') ?? url.searchParams.get('subscribed_fields')
  const fields = Array.isArray(asked) ? asked.map(String) : String(asked ?? '').split(',')
  if (fields.every((field) => field === '')) return missing('subscribed_fields')
  subscribedFields.clear()
  for (const field of fields) subscribedFields.add(field.trim())
  return Response.json({ success: true })
}

function unsubscribe(_: GraphCall, { subscribedFields }: GraphRecord): Response {
  subscribedFields.clear()
  return Response.json({ success: true })
}

function missing(field: string): Response {
  return refuse({ code: 100, message: `(#100) The parameter ${field} is required` })
}
