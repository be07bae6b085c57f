import { describe, expect, it } from 'vitest'
import { createCcmClient, createFileEngine, type FileEngineOptions } from '../../src/ccm/index.ts'
import { type ConnectorEvent, createConnector } from '../../src/connector/index.ts'
import { createGraphClient } from '../../src/graph/index.ts'
import {
  beginnings,
  mediaWebhook,
  mid,
  pageId,
  picture,
  plain,
  psid,
  serve,
  webhook,
} from './world.ts'

type Handler = (request: Request) => Response | Promise<Response>

const cx = 'https://cx.example.com'
const token = 'EAAB-page-token-of-the-test'

/** A connector between the real clients, whose `fetch` leads to stand-ins for CX and Meta. */
function connected(
  graphAnswers: Handler,
  fileEngine: FileEngineOptions = { baseUrl: `${cx}/file-engine/api` },
  /** What comes in place of CCM's first answers. */
  ingress: Response[] = [],
) {
  const posts: unknown[] = []
  const graphBodies: unknown[] = []
  const stored = new Map<string, File>()
  const routes: Record<string, Handler> = {
    '/ccm/message/receive': async (request) => {
      const instead = ingress.shift()
      if (instead) return instead
      posts.push(await request.json())
      return new Response(null, { status: 202 })
    },
    '/file-engine/api/uploadFileStream': async (request) => {
      const file = (await request.formData()).get('file')
      if (!(file instanceof File)) return new Response(null, { status: 400 })
      stored.set(file.name, file)
      return Response.json({ message: 'ok', name: file.name, type: file.type, size: file.size })
    },
    '/file-engine/api/downloadFileStream': (request) => {
      const name = new URL(request.url).searchParams.get('filename') ?? ''
      return new Response(stored.get(name) ?? null, { status: stored.has(name) ? 200 : 404 })
    },
  }
  const fetch = async (input: Parameters<typeof globalThis.fetch>[0], init?: RequestInit) => {
    const request = new Request(input, init)
    const { origin, pathname } = new URL(request.url)
    if (origin !== 'https://graph.facebook.com') {
      const path = origin === cx ? pathname : `/file-engine${pathname}`
      // What lies in the cluster is asked there, whatever address the link has.
      if (path.startsWith('/file-engine') && !fileEngine.baseUrl.startsWith(origin)) {
        return new Response(null, { status: 502 })
      }
      return routes[path]?.(request) ?? new Response(null, { status: 404 })
    }
    const type = request.headers.get('content-type') ?? ''
    graphBodies.push(type.includes('json') ? await request.clone().json() : pathname)
    return graphAnswers(request)
  }
  const events: ConnectorEvent[] = []
  const connector = createConnector({
    // What nobody knows of is given up soon.
    echoWaitMs: 20,
    graph: createGraphClient({ pageAccessToken: token, pageId, fetch, retries: 0 }),
    ccm: createCcmClient({ baseUrl: `${cx}/ccm`, fetch, retries: 0 }),
    files: createFileEngine({ ...fileEngine, fetch, retries: 0 }),
    media: { allowHosts: ['127.0.0.1'], allowInsecure: true },
    onEvent: (event) => void events.push(event),
  })
  return { connector, posts, graphBodies, stored, events }
}

function refusal(code: number, subcode: number) {
  const error = { message: 'No', type: 'OAuthException', code, error_subcode: subcode }
  return () => Response.json({ error }, { status: 400 })
}

function accept(request: Request): Response {
  if (request.url.includes('message_attachments')) {
    return Response.json({ attachment_id: '1857777774821032' })
  }
  return Response.json({ recipient_id: psid, message_id: mid('accepted') })
}

describe('the connector between the real clients', () => {
  it('carries a picture to CX and an answer with a picture back', async () => {
    const cdn = await serve((_, response) => response.end(beginnings.png))
    const { connector, posts, graphBodies, stored } = connected(accept)
    await connector.handleWebhook(mediaWebhook('a', [`${cdn.url}/photo.jpg`]))
    await cdn.close()
    const [name = ''] = stored.keys()
    expect(posts).toMatchObject([
      {
        body: {
          type: 'IMAGE',
          attachment: {
            mediaUrl: `${cx}/file-engine/api/downloadFileStream?filename=${name}`,
            mimeType: 'image/png',
          },
        },
      },
    ])
    const { mids } = await connector.handleCim(picture('one', name))
    expect(mids).toEqual([mid('accepted')])
    expect(graphBodies).toMatchObject([
      expect.stringMatching(/message_attachments$/),
      { message: { attachment: { payload: { attachment_id: '1857777774821032' } } } },
    ])
    await connector.handleWebhook(
      webhook({ delivery: { mids: [mid('accepted')], watermark: 1_790_000_000_000 } }),
    )
    expect(posts[1]).toMatchObject({ body: { messageId: 'one', status: 'DELIVERED' } })
  })

  it.each([
    ['Graph is down', () => new Response('<html>', { status: 503 }), '500'],
    ['nothing answers', () => Promise.reject(new TypeError('fetch failed')), '500'],
    ['the window has closed', refusal(10, 2018278), '400'],
  ])('sends CX FAILED when %s', async (_, answer, reasonCode) => {
    const { connector, posts, events } = connected(answer)
    await expect(connector.handleCim(plain('one'))).rejects.toMatchObject({ code: 'graph_error' })
    expect(posts).toMatchObject([{ body: { messageId: 'one', status: 'FAILED', reasonCode } }])
    expect(JSON.stringify(events)).not.toContain(token)
  })

  it('knows File Engine by its public and its own address', async () => {
    const cdn = await serve((_, response) => response.end(beginnings.png))
    const own = 'http://file-engine.cx.svc:8080'
    const { connector, posts, graphBodies, stored } = connected(accept, {
      baseUrl: own,
      publicUrl: `${cx}/file-engine`,
    })
    await connector.handleWebhook(mediaWebhook('a', [`${cdn.url}/photo.jpg`]))
    await cdn.close()
    const [name = ''] = stored.keys()
    const mediaUrl = `${cx}/file-engine/api/downloadFileStream?filename=${name}`
    expect(posts).toMatchObject([{ body: { attachment: { mediaUrl } } }])
    for (const address of [mediaUrl, `${own}/api/downloadFileStream?filename=${name}`]) {
      await connector.handleCim(picture(`a file at ${address}`, name, { mediaUrl: address }))
    }
    const upload = expect.stringMatching(/message_attachments$/)
    const sent = { message: { attachment: { payload: { attachment_id: '1857777774821032' } } } }
    expect(graphBodies).toMatchObject([upload, sent, upload, sent])
  })

  it.each([
    [404, '<html>404 page not found</html>'],
    [302, ''],
    [401, ''],
    [403, ''],
    [200, '<!doctype html><title>Sign in</title>'],
  ])('keeps messages and their order while an ingress answers %d', async (status, page) => {
    const headers = { 'content-type': 'text/html', location: `${cx}/login` }
    const answers = [1, 2].map(() => new Response(page, { status, headers }))
    const { connector, posts, events } = connected(accept, undefined, answers)
    const item = webhook({ message: { mid: mid('one'), text: 'one' } })
    const [entry] = item.entry
    const two = { ...entry?.messaging[0], message: { mid: mid('two'), text: 'two' } }
    const both = { ...item, entry: [{ ...entry, messaging: [...(entry?.messaging ?? []), two] }] }
    for (const _ of [1, 2]) {
      const { failed } = await connector.handleWebhook(both)
      expect(failed.map(({ retryable }) => retryable)).toEqual([true, true])
    }
    const { delivered } = await connector.handleWebhook(both)
    expect(delivered.map(({ body }) => body)).toMatchObject([
      { markdownText: 'one' },
      { markdownText: 'two' },
    ])
    expect(posts).toHaveLength(2)
    expect(JSON.stringify(events)).not.toContain('Sign in')
  })

  it('sends CX FAILED with 500 for a file that File Engine does not have', async () => {
    const { connector, posts, graphBodies } = connected(accept)
    await expect(connector.handleCim(picture('one', 'gone.png'))).rejects.toMatchObject({
      code: 'ccm_error',
      status: 404,
    })
    expect(posts).toMatchObject([{ body: { status: 'FAILED', reasonCode: '500' } }])
    expect(graphBodies).toEqual([])
  })
})
