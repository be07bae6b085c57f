import type { InboundContext } from '../../src/inbound/index.ts'

/** The body of a webhook with one message of a customer. */
export function pageWebhook(message: object) {
  return {
    object: 'page',
    entry: [
      {
        id: '104857600123456',
        time: 1795382400500,
        messaging: [
          {
            sender: { id: '7312345678901234' },
            recipient: { id: '104857600123456' },
            timestamp: 1795382400123,
            message,
          },
        ],
      },
    ],
  }
}

/** A context as a host in plain JavaScript may give it. */
export function contextWith(context: object): InboundContext {
  return context
}
