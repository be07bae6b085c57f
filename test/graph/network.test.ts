import { createServer, type RequestListener, type Server } from 'node:http'
import type { createServer as createSocketServer } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGraphClient, type GraphClientOptions, GraphError } from '../../src/graph/index.ts'
import { limits } from '../../src/messenger/limits.ts'
import { caught } from './caught.ts'
import { mid, pageAccessToken, psid, sent } from './graph-server.ts'

const open: { close(): unknown; closeAllConnections?(): void }[] = []

afterEach(() => {
  vi.useRealTimers()
  for (const server of open.splice(0)) {
    server.closeAllConnections?.()
    server.close()
  }
})

/** A server on this machine, on a port of its choice or the given one. */
async function listen(server: Server | ReturnType<typeof createSocketServer>, port = 0) {
  open.push(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Counts POSTs, each read whole, and answers them with `listener`. */
function counting(listener: RequestListener) {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    bodies.push(body)
    listener(request, response)
  })
  return { server, bodies }
}

function client(port: number, options: Partial<GraphClientOptions> = {}) {
  return createGraphClient({ pageAccessToken, baseUrl: `http://127.0.0.1:${port}`, ...options })
}

/** A client whose time is up once the server has the request, however long that takes on a busy machine. */
async function timingOut(listener: RequestListener) {
  const timeoutMs = 30_000
  const { server, bodies } = counting((request, response) => {
    listener(request, response)
    vi.advanceTimersByTime(timeoutMs)
    vi.useRealTimers()
  })
  const graph = client(await listen(server), { timeoutMs })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  return { bodies, graph }
}

const json = JSON.stringify(sent.json)

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** What is in buffers, without what only waits to be collected. */
function bytesHeld(): number {
  collectGarbage()
  return process.memoryUsage().arrayBuffers
}

describe('a server that accepts a message', () => {
  it('and never answers sees exactly one POST', async () => {
    const { bodies, graph } = await timingOut(() => {})
    const error = await caught(graph.sendText(psid, 'Only once'), GraphError)
    expect(error).toMatchObject({ reason: 'timed_out', possiblyDelivered: true })
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(bodies.map((body) => JSON.parse(body).message.text)).toEqual(['Only once'])
  })

  it('and stops in the middle of its answer sees exactly one POST', async () => {
    const { bodies, graph } = await timingOut((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"recipient_id":')
    })
    const error = await caught(graph.sendText(psid, 'Only once'), GraphError)
    expect(error).toMatchObject({ reason: 'timed_out', possiblyDelivered: true })
    expect(bodies).toHaveLength(1)
  })

  it('and drops the connection sees exactly one POST', async () => {
    const { server, bodies } = counting((request) => request.socket.destroy())
    const error = await caught(client(await listen(server)).sendText(psid, 'Only once'), GraphError)
    expect(error).toMatchObject({ reason: 'no_response', possiblyDelivered: true })
    expect(bodies).toHaveLength(1)
  })

  it('and drops the connection in the middle of its answer sees exactly one POST', async () => {
    const { server, bodies } = counting((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
      response.write('{"recipient_id":', () => request.socket.destroy())
    })
    const error = await caught(client(await listen(server)).sendText(psid, 'Only once'), GraphError)
    expect(error).toMatchObject({ reason: 'no_response', possiblyDelivered: true })
    expect(bodies).toHaveLength(1)
  })

  it('and asks for a wait is asked again after it', async () => {
    const times: number[] = []
    const { server } = counting((_, response) => {
      times.push(performance.now())
      if (times.length === 1) response.writeHead(429, { 'retry-after': '1' }).end('Too many')
      else response.writeHead(200).end(json)
    })
    const result = await client(await listen(server)).sendText(psid, 'Hi')
    expect(result).toEqual({ recipientId: psid, messageId: mid })
    expect(times).toHaveLength(2)
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(950)
  })

  it('and redirects is not followed', async () => {
    const { server, bodies } = counting((_, response) =>
      response.writeHead(307, { location: '/elsewhere' }).end(),
    )
    const error = await caught(client(await listen(server)).sendText(psid, 'Hi'), GraphError)
    expect(error).toMatchObject({ reason: 'unknown', status: 307 })
    expect(bodies).toHaveLength(1)
  })
})

describe('a server that refuses connections', () => {
  it('twice and then works gets the message once', async () => {
    const closed = createServer()
    const port = await listen(closed)
    await new Promise((resolve) => closed.close(resolve))
    const { server, bodies } = counting((_, response) => response.writeHead(200).end(json))
    const refusals: unknown[] = []
    const watched: typeof fetch = async (input, init) => {
      try {
        return await fetch(input, init)
      } catch (error) {
        refusals.push(error)
        if (refusals.length === 2) await listen(server, port)
        throw error
      }
    }
    const result = await client(port, { fetch: watched }).sendText(psid, 'Only once')
    expect(result).toEqual({ recipientId: psid, messageId: mid })
    expect(refusals).toHaveLength(2)
    expect(bodies).toHaveLength(1)
  })

  it('for good fails as one that was not reached', async () => {
    const closed = createServer()
    const port = await listen(closed)
    await new Promise((resolve) => closed.close(resolve))
    const error = await caught(client(port, { retries: 1 }).sendText(psid, 'Hi'), GraphError)
    expect(error).toMatchObject({ reason: 'no_response', possiblyDelivered: false })
    expect(error.message).toContain('ECONNREFUSED')
  })
})

describe('a server without TLS that is called by https', () => {
  it('cannot have got the message', async () => {
    const { server, bodies } = counting((_, response) => response.writeHead(200).end(json))
    const port = await listen(server)
    const graph = client(port, { baseUrl: `https://127.0.0.1:${port}`, retries: 1 })
    const error = await caught(graph.sendText(psid, 'Hi'), GraphError)
    expect(error).toMatchObject({ reason: 'no_response', retryable: true })
    expect(error.possiblyDelivered).toBe(false)
    expect(bodies).toEqual([])
  })
})

describe('a file on the wire', () => {
  it('is a multipart body with a length, and with the type and the name of the file', async () => {
    const headers: (string | undefined)[] = []
    const { server, bodies } = counting((request, response) => {
      headers.push(request.headers['content-length'], request.headers['transfer-encoding'])
      response.end('{"attachment_id":"1"}')
    })
    const file = new Blob(['%PDF-1.7\n'], { type: 'text/plain' })
    const graph = client(await listen(server))
    await graph.uploadAttachment({ type: 'file', file, fileName: 'a\r\n"b".pdf' })
    const [body = ''] = bodies
    expect(headers).toEqual([String(body.length), undefined])
    expect(body).toMatch(
      /^--(\S+)\r\nContent-Disposition: form-data; name="message"\r\n\r\n\{.*\}\r\n--\1\r\nContent-Disposition: form-data; name="filedata"; filename="a%0D%0A%22b%22\.pdf"\r\nContent-Type: application\/pdf\r\n\r\n%PDF-1\.7\n\r\n--\1--/,
    )
  })

  it('goes out no faster than it is taken', async () => {
    let stall: () => void
    const stalled = new Promise<void>((resolve) => {
      stall = resolve
    })
    const server = createServer((request) => {
      request.once('data', () => {
        request.pause()
        stall()
      })
    })
    const file = new Blob([new Uint8Array(limits.fileBytes.max)])
    const graph = client(await listen(server))
    const controller = new AbortController()
    const before = bytesHeld()
    const upload = graph.uploadAttachment({ type: 'file', file }, { signal: controller.signal })
    await stalled
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(bytesHeld() - before).toBeLessThan(file.size / 2)
    controller.abort('seen enough')
    await expect(upload).rejects.toBe('seen enough')
  })

  it('that is refused before it was read is a GraphError, and nothing else breaks', async () => {
    const server = createServer((_, response) => {
      response.writeHead(400, { connection: 'close' }).end('{"error":{"code":546}}')
    })
    const file = new Blob([new Uint8Array(5_000_000)])
    const graph = client(await listen(server), { retries: 0 })
    await caught(graph.uploadAttachment({ type: 'file', file }), GraphError)
  })
})

describe('a signal', () => {
  it('ends a call that is under way, and the connection with it', async () => {
    const controller = new AbortController()
    const reason = new DOMException('leaving', 'AbortError')
    let drop: () => void
    const dropped = new Promise<void>((resolve) => {
      drop = resolve
    })
    const { server, bodies } = counting((request) => {
      request.socket.once('close', () => drop())
      controller.abort(reason)
    })
    const { signal } = controller
    const promise = client(await listen(server)).sendText(psid, 'Hi', { signal })
    await expect(promise).rejects.toBe(reason)
    await dropped
    expect(bodies).toHaveLength(1)
  })
})

describe('an answer without end', () => {
  it.each([
    [200, { reason: 'unknown', possiblyDelivered: true }],
    [400, { reason: 'unknown', possiblyDelivered: false }],
    [502, { reason: 'temporary', possiblyDelivered: true }],
  ])('with status %i is reported by its status, and not read on', async (status, expected) => {
    let written = 0
    const server = createServer((_, response) => {
      response.writeHead(status)
      function write(): void {
        while (!response.destroyed && response.write(spaces)) written += spaces.length
      }
      response.on('drain', write)
      write()
    })
    const spaces = Buffer.alloc(64 * 1024, ' ')
    const graph = client(await listen(server), { retries: 0, timeoutMs: 10_000 })
    expect(await caught(graph.sendText(psid, 'Hi'), GraphError)).toMatchObject(expected)
    expect(written).toBeLessThan(64 * 1024 * 1024)
  })

  it('is read where it is no longer than a megabyte', async () => {
    const { server } = counting((_, response) => response.end(json.padEnd(1024 * 1024)))
    const result = await client(await listen(server)).sendText(psid, 'Hi')
    expect(result).toEqual({ recipientId: psid, messageId: mid })
  })
})
