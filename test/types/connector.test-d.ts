/** What must and must not compile against the entry points that a host puts together; `npm run typecheck` is the test. */
import type { CimMessage, EmittedCimMessage, MessengerEvent, SendRequest } from 'messenger-cim'
import { createCcmClient, createFileEngine } from 'messenger-cim/ccm'
import { createConnector, createMemoryLog, type MessageLog } from 'messenger-cim/connector'
import { createGraphClient } from 'messenger-cim/graph'
import { createWebhookHandler, verifySignature } from 'messenger-cim/webhook'
import { expectTypeOf } from 'vitest'

declare const message: CimMessage

export async function host() {
  const graph = createGraphClient({ pageAccessToken: 'token' })
  const ccm = createCcmClient({ baseUrl: 'https://cx.example.com/ccm' })
  const files = createFileEngine({ baseUrl: 'https://cx.example.com/file-engine/api' })
  const connector = createConnector({ graph, ccm, files, log: createMemoryLog({ max: 100 }) })
  /** The two halves fit without glue. */
  createWebhookHandler({
    appSecret: ['new', 'old'],
    verifyToken: 'token',
    onWebhook: connector.handleWebhook,
  })
  createConnector({ graph: (pageId) => (pageId === '1' ? graph : graph), ccm })
  createConnector({
    graph,
    ccm: async () => ccm,
    files: (pageId) => (pageId === '1' ? files : undefined),
  })
  createConnector({
    graph,
    ccm,
    hooks: {
      beforeReceive(message, { event, pageId, psid }) {
        expectTypeOf(message).toEqualTypeOf<EmittedCimMessage>()
        expectTypeOf(event).toEqualTypeOf<MessengerEvent>()
        expectTypeOf([pageId, psid]).toEqualTypeOf<string[]>()
        return message.body.type === 'PLAIN' ? null : message
      },
      async beforeSend(request, { message, index }) {
        expectTypeOf(request).toEqualTypeOf<SendRequest>()
        expectTypeOf(message).toEqualTypeOf<CimMessage>()
        return index === 0 ? null : request
      },
    },
  })
  // @ts-expect-error: a hook must say what becomes of the message
  createConnector({ graph, ccm, hooks: { beforeReceive() {} } })
  await connector.handleCim(message)
  // @ts-expect-error: a connector needs CCM
  createConnector({ graph })
  // @ts-expect-error: no such option
  createConnector({ graph, ccm, onEvents: () => {} })
}

export async function clients() {
  const graph = createGraphClient({ pageAccessToken: 'token', retries: 0 })
  const { messageId } = await graph.sendText('7312345678901234', 'Hello', { replyTo: 'm_1' })
  expectTypeOf(messageId).toEqualTypeOf<string | undefined>()
  await graph.sendAttachment('7312345678901234', { type: 'image', url: 'https://a.example/a.jpg' })
  // @ts-expect-error: one of image, audio, video and file
  await graph.sendAttachment('7312345678901234', { type: 'picture', url: 'https://a.example/a' })
  // @ts-expect-error: a medium has a URL, an id or a file
  await graph.sendAttachment('7312345678901234', { type: 'image' })
  // @ts-expect-error: no such action
  await graph.senderAction('7312345678901234', 'typing')
  // @ts-expect-error: a client needs a token
  createGraphClient({ version: 'v26.0' })

  const ccm = createCcmClient({ baseUrl: 'https://cx.example.com/ccm' })
  expectTypeOf(ccm.receive(message)).toEqualTypeOf<Promise<void>>()
  // @ts-expect-error: not a message
  await ccm.receive({ text: 'Hello' })
  // @ts-expect-error: a File Engine needs a name and a conversation
  await createFileEngine({ baseUrl: 'https://a.example' }).upload(new Blob([]), {})
}

export function signatures(header: string | null) {
  verifySignature(new Uint8Array(), header, 'secret')
  // @ts-expect-error: the raw body, not parsed
  verifySignature({ object: 'page' }, header, 'secret')
}

/** A log of one's own has to answer everything that the connector asks. */
// @ts-expect-error: midOf, cimIdOf, sentUpTo and remember are missing
export const log: MessageLog = { seen: async () => false }
