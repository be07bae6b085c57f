import { cimMessageId, type InboundContext } from '../inbound/index.ts'
import type { OutboundContext } from '../outbound/index.ts'

/** A context that knows every message that an event names, under ids derived from those names. */
export function assumedInbound(context: InboundContext = {}): InboundContext {
  return {
    cimIdOf: (mid) => cimMessageId({ pageId: '', mid }),
    sentUpTo: (psid) => [cimMessageId({ pageId: '', mid: `to ${psid}` })],
    ...context,
  }
}

/** A context that knows the Messenger id of every CIM message. */
export function assumedOutbound(context: OutboundContext = {}): OutboundContext {
  return { midOf: (cimId) => `m_${cimId}`, ...context }
}
