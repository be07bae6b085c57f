import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { createNodeListener } from '../../src/host/index.ts'
import { signWebhook } from '../../src/webhook/index.ts'
import { textWebhook } from '../connector/world.ts'
import { appSecret, createWorld } from './world.ts'

const servers: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

async function listen(fetch: (request: Request) => Response | Promise<Response>): Promise<number> {
  const server = createServer(createNodeListener(fetch)).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return Object.assign({ port: 0 }, server.address()).port
}

describe('createNodeListener', () => {
  it('gives the bytes of a request as they came, and answers with the response', async () => {
    const port = await listen(async (request) => {
      const body = new Uint8Array(await request.arrayBuffer())
      const { pathname, search } = new URL(request.url)
      const signature = request.headers.get('x-hub-signature-256')
      return Response.json({ body: [...body], pathname, search, signature }, { status: 202 })
    })
    const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0xff, 0x7d)
    const response = await fetch(`http://127.0.0.1:${port}/webhook/1?a=b`, {
      method: 'POST',
      headers: { 'x-hub-signature-256': 'sha256=abc' },
      body: bytes,
    })
    expect(response.status).toBe(202)
    expect(await response.json()).toEqual({
      body: [...bytes],
      pathname: '/webhook/1',
      search: '?a=b',
      signature: 'sha256=abc',
    })
  })

  it('cuts off a client that is answered before its body has ended', async () => {
    const port = await listen(() => new Response('too slow', { status: 408 }))
    const socket = connect(port, '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nhost: host\r\ncontent-length: 1000\r\n\r\n{')
    expect(await text(socket)).toContain('408')
  })

  it('has a host say that a body parser came first, as on Express with express.json()', async () => {
    const { host, store } = createWorld()
    const listener = createNodeListener(host.fetch)
    const server = createServer(async (request, response) => {
      await text(request)
      listener(request, response)
    }).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    const origin = `http://127.0.0.1:${Object.assign({ port: 0 }, server.address()).port}`
    const body = JSON.stringify(textWebhook('a', 'Hello'))
    const response = await fetch(`${origin}/webhook`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': signWebhook(body, appSecret),
      },
      body,
    })
    expect(response.status).toBe(401)
    expect(await response.text()).toContain('read it before any body parser')
    expect(await store.queue.counts()).toEqual({ waiting: 0, dead: 0 })
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
    await host.stop()
  })

  it('leaves no client waiting where the function fails', async () => {
    const port = await listen(() => Promise.reject(new Error('not as planned')))
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed')
  })
})
