import { fieldOf } from '../cim/field-of.ts'
import type { GraphCall } from './graph-call.ts'
import { messageAttachments, messages } from './graph-messages.ts'
import type { GraphRecord } from './graph-record.ts'
import { missing, ownAppId, threadControl, threadOwner } from './graph-threads.ts'

type Edge = (call: GraphCall, record: GraphRecord) => Response

/** The edges of a Page, by method and name. */
export const graphEdges: Readonly<Record<string, Edge>> = {
  'POST messages': messages,
  'POST message_attachments': messageAttachments,
  'POST pass_thread_control': threadControl('pass'),
  'POST take_thread_control': threadControl('take'),
  'POST request_thread_control': threadControl('request'),
  'POST release_thread_control': threadControl('release'),
  'POST extend_thread_control': threadControl('extend'),
  'GET thread_owner': threadOwner,
  'GET subscribed_apps': subscriptions,
  'POST subscribed_apps': subscribe,
  'DELETE subscribed_apps': unsubscribe,
}

/** @see https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps */
function subscriptions(_: GraphCall, { subscribedFields }: GraphRecord): Response {
  const app = { id: ownAppId, name: 'Stand-in', subscribed_fields: [...subscribedFields] }
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
