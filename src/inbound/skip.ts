import type { MessengerEvent } from '../messenger/event.ts'
import type { SkipReason } from '../messenger/skipped.ts'
import type { InboundTranslation } from './translation.ts'

/** An event that becomes no message. */
export function skip(
  event: MessengerEvent,
  reason: SkipReason,
  detail: string,
): InboundTranslation {
  return { messages: [], skipped: [{ reason, kind: event.kind, detail, raw: event.raw }] }
}
