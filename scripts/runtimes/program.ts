/** What runs on every runtime: all translations over all fixtures, the webhook handler, and the clients. */
import { cimToMessenger, messengerToCim, parseCimMessage } from 'messenger-cim'
import { createCcmClient } from 'messenger-cim/ccm'
import { explain } from 'messenger-cim/explain'
import { createGraphClient } from 'messenger-cim/graph'
import { createWebhookHandler, signWebhook } from 'messenger-cim/webhook'

/** Everything that the fixtures become, and what the clients did, as JSON. */
export async function runAll(webhooks: readonly unknown[], messages: readonly unknown[]) {
  return JSON.stringify({
    inbound: webhooks.map((webhook) => outcomeOf(() => messengerToCim(webhook))),
    outbound: messages.map((message) => outcomeOf(() => cimToMessenger(message))),
    explained: webhooks.map((webhook) => outcomeOf(() => explain(webhook))),
    webhook: await handleWebhook(),
    clients: await callClients(),
  })
}

function outcomeOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return String(error)
  }
}

async function handleWebhook(): Promise<unknown> {
  const received: unknown[] = []
  const handle = createWebhookHandler({
    appSecret: 'secret',
    verifyToken: 'token',
    onWebhook: (payload) => received.push(payload),
  })
  const body = '{"object":"page","entry":[{"id":"1","time":1,"messaging":[]}]}'
  const signature = signWebhook(body, 'secret')
  const waiting: Promise<void>[] = []
  const statuses = await Promise.all(
    [signature, signature.replace(/.$/, 'x'), ''].map(async (header) => {
      const headers = { 'x-hub-signature-256': header }
      const request = new Request('https://a.example/webhook', { method: 'POST', headers, body })
      const { status } = await handle(request, { waitUntil: (work) => waiting.push(work) })
      return status
    }),
  )
  await Promise.all(waiting)
  return { statuses, received }
}

async function callClients(): Promise<unknown> {
  const calls: unknown[] = []
  async function answer(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    calls.push([request.method, request.url, await request.text()])
    return Response.json({ recipient_id: '7312345678901234', message_id: 'm_1' })
  }
  const graph = createGraphClient({ pageAccessToken: 'token', appSecret: 'secret', fetch: answer })
  const sent = await graph.sendText('7312345678901234', 'Hello', { replyTo: 'm_0' })
  const ccm = createCcmClient({ baseUrl: 'https://cx.example.com/ccm', fetch: answer })
  const header = { channelData: { channelCustomerIdentifier: '1', serviceIdentifier: '2' } }
  const message = { id: 'a', header, body: { type: 'PLAIN', markdownText: 'Hi' } }
  const refused = await ccm.receive(parseCimMessage(message)).catch(String)
  return { sent, refused, calls }
}
