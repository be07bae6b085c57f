import type { EmittedCimMessage } from '../../src/cim/emitted.ts'

/** A customer's text, as the translation emits it. */
export function plainMessage(text: string): EmittedCimMessage {
  return {
    id: '6f1d7a52-8a4e-5c1b-9f0e-3b2a1c4d5e6f',
    header: {
      sender: {
        id: '460df46c-adf9-11ed-afa1-0242ac120002',
        type: 'CONNECTOR',
        senderName: 'FACEBOOK_CONNECTOR',
      },
      channelData: {
        channelCustomerIdentifier: '7312345678901234',
        serviceIdentifier: '104857600123456',
        requestPriority: 0,
        additionalAttributes: [],
      },
      language: {},
      securityInfo: {},
      timestamp: 1_790_000_000_000,
      stamps: [],
      intent: null,
      entities: {},
      originalMessageId: null,
      providerMessageId: 'm_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789',
    },
    body: { type: 'PLAIN', markdownText: text },
  }
}
