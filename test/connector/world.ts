import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CimMessage } from '../../src/cim/message.ts'
import {
  type ConnectorEvent,
  type ConnectorFiles,
  type ConnectorGraph,
  type ConnectorOptions,
  createConnector,
} from '../../src/connector/index.ts'
import type { SendRequest } from '../../src/messenger/send-request.ts'

export const pageId = '104857600123456'
export const psid = '7312345678901234'
export const fileEngine = 'https://cx.example.com/file-engine/api/downloadFileStream?filename='

/** A Messenger id of real shape and length. */
export function mid(name: string | number): string {
  return `m_${String(name).padEnd(24, 'x')}Zk3vQ9rT1bYw7Lp0aHcD`
}

let time = 1_790_000_000_000

/** One webhook with one event of a customer. */
export function webhook(item: Record<string, unknown>, { customer = psid } = {}) {
  time += 1000
  return {
    object: 'page',
    entry: [
      {
        id: pageId,
        time,
        messaging: [
          { sender: { id: customer }, recipient: { id: pageId }, timestamp: time, ...item },
        ],
      },
    ],
  }
}

/** One webhook with a text. */
export function textWebhook(name: string | number, text: string, options = {}) {
  return webhook({ message: { mid: mid(name), text } }, options)
}

/** One webhook with attachments of one type. */
export function mediaWebhook(name: string, urls: readonly string[], type = 'image') {
  const attachments = urls.map((url) => ({ type, payload: { url } }))
  return webhook({ message: { mid: mid(name), attachments } })
}

/** The echo of a message that the Page sent. */
export function echoWebhook(message: Record<string, unknown>) {
  return webhook({
    sender: { id: pageId },
    recipient: { id: psid },
    message: { is_echo: true, ...message },
  })
}

/** A message as an agent's desk has CX post it, with its explicit nulls. */
export function cim(id: string, body: Record<string, unknown>, header = {}) {
  return {
    id,
    header: {
      sender: { id: 'agent-7', type: 'AGENT', senderName: 'amina.k', additionalDetail: null },
      channelData: {
        channelCustomerIdentifier: psid,
        serviceIdentifier: pageId,
        requestPriority: 0,
        additionalAttributes: [],
      },
      language: null,
      timestamp: 1_790_000_000_000,
      stamps: [],
      intent: null,
      entities: {},
      originalMessageId: null,
      providerMessageId: null,
      conversationId: '673f0c1e9b1d8e0f4a2b6c7d',
      ...header,
    },
    body,
  }
}

/** A text of an agent. */
export function plain(id: string, markdownText = 'How can I help?', header = {}) {
  return cim(id, { type: 'PLAIN', markdownText }, header)
}

/** A picture of an agent, in File Engine. */
export function picture(id: string, name = 'receipt-4411.png', attachment = {}) {
  return cim(id, {
    type: 'IMAGE',
    caption: name,
    markdownText: null,
    attachment: { mediaUrl: fileEngine + name, mimeType: 'image/png', size: 0, ...attachment },
    additionalDetails: {},
  })
}

/** Stand-ins for CX and Meta that keep what they get, and a connector between them. */
export function createWorld(options: Partial<ConnectorOptions> = {}) {
  const received: CimMessage[] = []
  const sent: SendRequest[] = []
  const uploads: { type: string; fileName: string; file: Blob }[] = []
  const stored = new Map<string, Blob>()
  const events: ConnectorEvent[] = []
  const ccm = {
    async receive(message: CimMessage) {
      received.push(message)
    },
  }
  const graph = {
    async send(request: SendRequest) {
      sent.push(request)
      return 'message' in request ? { messageId: mid(`sent-${sent.length}`) } : {}
    },
    async uploadAttachment(upload: { type: string; fileName: string; file: Blob }) {
      uploads.push(upload)
      return { attachmentId: `18579${uploads.length}` }
    },
  } satisfies ConnectorGraph
  const files = {
    async upload(file, { fileName }) {
      stored.set(fileName, file)
      const { type: mimeType, size } = file
      return { name: fileName, mimeType, size, mediaUrl: fileEngine + fileName }
    },
    async download(file) {
      const name = new URL(file).searchParams.get('filename') ?? ''
      return new Response(stored.get(name) ?? null)
    },
    mediaUrl: (name) => fileEngine + name,
  } satisfies ConnectorFiles
  const given = { graph, ccm, files, onEvent: (event: ConnectorEvent) => void events.push(event) }
  const connector = createConnector({ ...given, ...options })
  return { connector, received, sent, uploads, stored, events, ccm, graph, files }
}

/** A server on loopback. */
export async function serve(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    server,
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Texts of messages, in order. */
export function textsOf(messages: readonly CimMessage[]): unknown[] {
  return messages.map(({ body }) => body.markdownText)
}

/** The shortest beginnings by which files show what they are. */
export const beginnings = {
  png: new Uint8Array([
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1,
    0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78,
    0x9c, 0x63, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44,
    0xae, 0x42, 0x60, 0x82,
  ]),
  jpg: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1]),
  pdf: new TextEncoder().encode('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF'),
  mp4: new Uint8Array([
    0, 0, 0, 0x18, 0x66, 0x74, 0x79, 0x70, 0x6d, 0x70, 0x34, 0x32, 0, 0, 0, 0, 0x6d, 0x70, 0x34,
    0x32, 0x69, 0x73, 0x6f, 0x6d,
  ]),
  exe: new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0, 0]),
  html: new TextEncoder().encode('<!doctype html><script>alert(document.cookie)</script>'),
} as const
