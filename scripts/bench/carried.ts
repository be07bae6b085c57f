import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { messengerToCim } from 'messenger-cim'
import { createCcmClient } from 'messenger-cim/ccm'
import { createConnector } from 'messenger-cim/connector'
import { createWebhookHandler, signWebhook, verifySignature } from 'messenger-cim/webhook'
import type { Subject } from './measure.ts'
import { turns, webhooks } from './samples.ts'

/** A text on its whole way to CCM, and its floor: signature, parsing and one call of `fetch`. */
export type Carried = { subject: Subject; floor: Subject; close(): Promise<void> }

/** Starts a CCM of its own, in another process so that its work does not count. */
export async function startCarried(): Promise<Carried> {
  const { baseUrl, process: ccm } = await startCcm()
  const appSecret = '0123456789abcdef0123456789abcdef'
  const bodies = webhooks.text.map((body) => {
    const bytes = new TextEncoder().encode(body)
    const [message] = messengerToCim(JSON.parse(body)).messages
    return { body, bytes, signature: signWebhook(bytes, appSecret), message }
  })
  const [own, floor] = [turns(bodies), turns(bodies)]
  return {
    subject: carrierTo(baseUrl, appSecret, own),
    floor: async () => {
      const { body, bytes, signature, message } = floor()
      verifySignature(bytes, signature, appSecret)
      JSON.parse(body)
      const response = await fetch(`${baseUrl}/message/receive`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
      })
      return response.text()
    },
    async close() {
      ccm.kill()
      await once(ccm, 'exit')
    },
  }
}

function carrierTo(
  baseUrl: string,
  appSecret: string,
  next: () => { bytes: Uint8Array<ArrayBuffer>; signature: string },
): Subject {
  // Has seen nothing, so that the same few bodies can come again and again.
  const log = {
    seen: async () => false,
    remember: async () => {},
    midOf: async () => undefined,
    cimIdOf: async () => undefined,
    sentUpTo: async () => [],
  }
  const graph = { send: async () => ({ messageId: 'm_1' }) }
  const connector = createConnector({ graph, ccm: createCcmClient({ baseUrl }), log })
  const handler = createWebhookHandler({
    appSecret,
    verifyToken: 'verify',
    onWebhook: async (payload) => {
      const { failed } = await connector.handleWebhook(payload)
      for (const { error } of failed) throw error
    },
    onError: (error) => {
      throw error
    },
  })
  return async () => {
    const { bytes, signature } = next()
    const headers = { 'x-hub-signature-256': signature, 'content-type': 'application/json' }
    const request = new Request('https://host.example.com/webhook', {
      method: 'POST',
      headers,
      body: bytes,
    })
    const work: Promise<void>[] = []
    const response = await handler(request, { waitUntil: (one) => work.push(one) })
    await Promise.all(work)
    return response.status
  }
}

/** Takes every message; answers as CCM does. */
const ccmProgram = `
import { createServer } from 'node:http'
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'))
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
`

async function startCcm(): Promise<{ baseUrl: string; process: ChildProcess }> {
  const ccm = spawn(process.execPath, ['--input-type=module', '--eval', ccmProgram], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = await once(ccm.stdout, 'data')
  return { baseUrl: `http://127.0.0.1:${String(port).trim()}`, process: ccm }
}
