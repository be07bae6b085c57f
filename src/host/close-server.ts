import { hasMethods } from '../connector/check-options.ts'
import { PayloadError } from '../errors.ts'
import { timeLimit } from './time-limit.ts'

/** A server of node:http, written structurally, so that these types do not need Node's. */
export interface ClosableServer {
  close(done: () => void): unknown
  closeIdleConnections(): void
  closeAllConnections(): void
}

/** How often idle connections are closed, in ms. Node closes them only once, when the server begins to close. */
const idleCheckMs = 100

/**
 * Shuts a server of node:http down gracefully: it accepts no more connections, answers the requests that it has, and
 * closes each connection after its answer. After `timeoutMs` it cuts off those that are still open.
 *
 * Call it together with `host.stop()`. A post that the host has stored still gets its 200, so Meta and CX do not send
 * it again.
 *
 * @param server the result of `createServer` or of Express's `app.listen`, or Fastify's `app.server`
 * @param options `timeoutMs`: how long answers may take, in ms; default 5000
 * @returns a promise that resolves when no connection is left; at once for a server that does not listen
 * @throws {PayloadError} when `server` is not such a server, or `timeoutMs` not a number of ms
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
