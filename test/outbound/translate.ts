import { type Adjustment, cimToMessenger, type OutboundContext } from '../../src/outbound/index.ts'
import { envelope } from './messages.ts'

/** What the customer is sent of a body: the messages alone, without what addresses and marks them. */
export function messagesOf(body: unknown, context?: OutboundContext): unknown[] {
  return cimToMessenger(envelope(body), context).requests.map((request) => {
    if (!('message' in request)) return request
    const { metadata, ...message } = request.message
    return message
  })
}

/** The kinds of what was adjusted for a body, in order. */
export function kindsOf(body: unknown, context?: OutboundContext): Adjustment['kind'][] {
  return cimToMessenger(envelope(body), context).adjustments.map(({ kind }) => kind)
}
