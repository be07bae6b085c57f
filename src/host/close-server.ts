import { hasMethods } from '../connector/check-options.ts'
import { PayloadError } from '../errors.ts'
import { timeLimit } from './time-limit.ts'

/** A server of node:http, written as a shape so that these types need none of Node's. */
export interface ClosableServer {
  close(done: () => void): unknown
  closeIdleConnections(): void
  closeAllConnections(): void
}

/** How often connections that have been answered are closed, in ms. Node does so once, when it begins to close. */
const idleCheckMs = 100

/**
 * Ends a server of node:http in order: it takes no more connections, answers what it has, and closes each connection
 * after its answer. What is still open after `timeoutMs` is cut off.
 *
 * Call it beside `host.stop()`. A post that the host has stored then still gets its 200, so that Meta and CX do not
 * send it again.
 *
 * @param server that of `createServer`, `app.listen` of Express, or `app.server` of Fastify
 * @param options `timeoutMs`: how long answers may take, in ms; default 5000
 * @returns a promise that resolves when no connection is left; at once for a server that does not listen
 * @throws {PayloadError} when it is no such server, or `timeoutMs` no time
 */
export function closeServer(
  server: ClosableServer,
  { timeoutMs = 5000 }: { timeoutMs?: number } = {},
): Promise<void> {
  if (!hasMethods(server, ['close', 'closeIdleConnections', 'closeAllConnections'])) {
    const message =
      'expected a server of node:http: of Fastify app.server, of Express what listen gives'
    throw new PayloadError('options', [{ path: ['server'], message }])
  }
  const limit = timeLimit(timeoutMs)
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), idleCheckMs)
    const cut = setTimeout(() => server.closeAllConnections(), limit)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(cut)
      resolve()
    })
  })
}
