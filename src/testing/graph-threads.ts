import { fieldOf } from '../cim/field-of.ts'
import { limits } from '../messenger/limits.ts'
import type { GraphCall } from './graph-call.ts'
import { refuse } from './graph-failure.ts'
import type { GraphRecord, ThreadControl } from './graph-record.ts'

/** The id of the app that calls the stand-in. */
export const ownAppId = '1517776481860111'

/**
 * An edge that changes who owns a thread.
 * @see https://developers.facebook.com/docs/messenger-platform/conversation-routing
 */
export function threadControl(action: ThreadControl['action']) {
  return function change({ body }: GraphCall, record: GraphRecord): Response {
    const psid = fieldOf(fieldOf(body, 'recipient'), 'id')
    if (typeof psid !== 'string') return missing('recipient.id')
    const appId = fieldOf(body, 'target_app_id')
    if (action === 'pass' && appId === undefined) return missing('target_app_id')
    const duration = fieldOf(body, 'duration')
    if (action === 'extend' && !isDuration(duration)) return missing('duration')
    const metadata = fieldOf(body, 'metadata')
    record.threadControl.push({
      action,
      psid,
      appId: appId === undefined ? undefined : String(appId),
      metadata: metadata === undefined ? undefined : String(metadata),
      durationMs: isDuration(duration) ? duration * 1000 : undefined,
    })
    return Response.json({ success: true })
  }
}

/** The app that has a thread: the calling one, until it passes or releases the thread. */
export function threadOwner({ url }: GraphCall, record: GraphRecord): Response {
  const psid = url.searchParams.get('recipient')
  if (psid === null) return missing('recipient')
  const last = record.threadControl.findLast((change) => change.psid === psid && isMove(change))
  if (last?.action === 'release') return Response.json({ data: [] })
  const appId = last?.action === 'pass' ? last.appId : ownAppId
  return Response.json({ data: [{ thread_owner: { app_id: appId } }] })
}

function isMove({ action }: ThreadControl): boolean {
  return action === 'pass' || action === 'take' || action === 'release'
}

/** Seconds, of at most 7 days. */
function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value * 1000 <= limits.threadControl.max
}

/** Refuses a call without a field. */
export function missing(field: string): Response {
  return refuse({ code: 100, message: `(#100) The parameter ${field} is required` })
}
