import { once } from 'node:events'
import { Agent, createServer, get, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, it } from 'vitest'
import { closeServer } from '../../src/host/close-server.ts'

const agent = new Agent({ keepAlive: true })
const waiting: ServerResponse[] = []
const server = createServer((_, response) => waiting.push(response))
afterEach(() => {
  server.closeAllConnections()
  waiting.length = 0
})

it('lets an answer end, and closes its connection after it', async () => {
  const port = await listen()
  const asked = get({ port, agent })
  await once(server, 'request')
  const closed = closeServer(server, { timeoutMs: 60_000 })
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

async function listen(): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address: AddressInfo | string | null = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}
