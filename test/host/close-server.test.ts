import { once } from 'node:events'
import { Agent, createServer, get, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, it, vi } from 'vitest'
import { closeServer } from '../../src/host/close-server.ts'

const agent = new Agent({ keepAlive: true })
const waiting: ServerResponse[] = []
// An idle connection stays open for as long as nobody closes it.
const server = createServer({ keepAliveTimeout: 0 }, (_, response) => waiting.push(response))
afterEach(() => {
  vi.useRealTimers()
  server.closeAllConnections()
  waiting.length = 0
})

it('lets an answer end, and closes its connection after it', async () => {
  const port = await listen()
  const asked = get({ port, agent })
  await once(server, 'request')
  // Without the header by which Node ends the connection of an answer that begins later.
  waiting[0]?.flushHeaders()
  const closed = closeServer(server, { timeoutMs: 2 ** 31 - 1 })
  waiting[0]?.end('stored')
  const [response] = await once(asked, 'response')
  expect(await text(response)).toBe('stored')
  await closed
  await expect(once(connect(port), 'connect')).rejects.toThrow('ECONNREFUSED')
})

it('cuts off what is not answered in time', async () => {
  const port = await listen()
  const asked = get({ port })
  await once(server, 'request')
  const cut = expect(once(asked, 'response')).rejects.toThrow('socket hang up')
  await closeServer(server, { timeoutMs: 20 })
  await cut
})

it('is done at once with a server that does not listen', async () => {
  await expect(closeServer(createServer())).resolves.toBeUndefined()
})

it('closes idle connections again and again, and all after 5 s', () => {
  vi.useFakeTimers()
  const closable = closableServer()
  void closeServer(closable)
  vi.advanceTimersByTime(4999)
  expect(closable.closeIdleConnections).toHaveBeenCalledTimes(49)
  expect(closable.closeAllConnections).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(closable.closeAllConnections).toHaveBeenCalledTimes(1)
})

it('leaves no timer behind', async () => {
  vi.useFakeTimers()
  const closable = closableServer()
  const closed = closeServer(closable)
  closable.close.mock.lastCall?.[0]()
  await closed
  expect(vi.getTimerCount()).toBe(0)
})

function closableServer() {
  return {
    close: vi.fn<(done: () => void) => void>(),
    closeIdleConnections: vi.fn(),
    closeAllConnections: vi.fn(),
  }
}

async function listen(): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address: AddressInfo | string | null = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}
