import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll } from 'vitest'
import {
  createGraphClient,
  type GraphClient,
  type GraphClientOptions,
} from '../../src/graph/index.ts'

export const pageId = '104857600123456'
export const psid = '7312345678901234'
export const mid = 'm_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789'
export const pageAccessToken = 'EAAGm0PX4ZCpsBAKZCtestTokenThatIsNone1234567890ZD'
export const appSecret = '0123456789abcdef0123456789abcdef'

/** A request as the stand-in of Graph saw it. */
export type Seen = {
  method: string
  url: URL
  headers: Headers
  json?: unknown
  form?: FormData
}

/** An answer of the stand-in. */
export type Reply = { status?: number; json: unknown; headers?: Record<string, string> } | Response

/**
 * Stands in for Graph: answers each call with the next reply (the last one again and again), and reports
 * what it saw. Set up once per file.
 */
export function graphServer() {
  const server = setupServer()
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterEach(() => server.resetHandlers())
  afterAll(() => server.close())

  return function answer(...replies: Reply[]): Seen[] {
    const seen: Seen[] = []
    server.use(
      http.all('https://graph.facebook.com/*', async ({ request }) => {
        const reply = replies[Math.min(seen.length, replies.length - 1)]
        seen.push(await see(request))
        if (reply === undefined) throw new Error('no reply was given')
        if (reply instanceof Response) return reply.clone()
        const { status = 200, headers = {} } = reply
        return Response.json(reply.json, { status, headers })
      }),
    )
    return seen
  }
}

async function see(request: Request): Promise<Seen> {
  const { method, headers } = request
  const url = new URL(request.url)
  const type = headers.get('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) {
    return { method, url, headers, form: await request.formData() }
  }
  const text = await request.text()
  return { method, url, headers, ...(text === '' ? {} : { json: JSON.parse(text) }) }
}

/** What Meta answers to a message. */
export const sent = { json: { recipient_id: psid, message_id: mid } }

/** What Meta answers when it refuses. */
export function refusal(
  code: number,
  {
    subcode,
    status = 400,
    ...rest
  }: { subcode?: number; status?: number; [key: string]: unknown } = {},
): { status: number; json: unknown } {
  const error = {
    message: `(#${code}) Something is wrong`,
    type: 'OAuthException',
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    fbtrace_id: 'AbCdEf0123456789-_xYz',
    ...rest,
  }
  return { status, json: { error } }
}

/** A client that retries nothing by default. */
export function client(options: Partial<GraphClientOptions> = {}): GraphClient {
  return createGraphClient({ pageAccessToken, pageId, retries: 0, ...options })
}
