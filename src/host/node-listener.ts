import type { IncomingMessage, ServerResponse } from 'node:http'
import { NodeRequest, sendNodeResponse } from 'srvx/node'
import { PayloadError } from '../errors.ts'

/**
 * The request that a {@link NodeListener} takes: an `IncomingMessage` of Node, written structurally, so that these
 * types do not need Node's.
 */
export interface NodeListenerRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly complete: boolean
  readonly readableDidRead: boolean
}

/** The response that a {@link NodeListener} writes: a `ServerResponse` of Node, written structurally too. */
export interface NodeListenerResponse {
  writeHead(statusCode: number): unknown
  end(): unknown
  destroy(): unknown
}

/** What node:http, Express and Fastify call for each request. */
export type NodeListener = (request: NodeListenerRequest, response: NodeListenerResponse) => void

/**
 * Lets node:http, and what is built on it, answer with a function from `Request` to `Response`:
 * `createServer(listener)`, on Express `app.use(listener)`, on Fastify `reply.hijack()` and `listener(request.raw,
 * reply.raw)`. Do not put a body parser before it: a webhook's signature covers the raw bytes. After a body parser,
 * `fetch` gets a request whose body is used up, and a host answers that with 401 and the reason.
 *
 * A client that gets its answer before its body has ended is cut off, so that it cannot hold the connection open.
 *
 * @param fetch for example `host.fetch`
 * @throws {PayloadError} when it is no function
 */
export function createNodeListener(
  fetch: (request: Request) => Response | Promise<Response>,
): NodeListener
/** Inside, request and response are those of Node, which srvx needs. */
export function createNodeListener(
  fetch: (request: Request) => Response | Promise<Response>,
): (request: IncomingMessage, response: ServerResponse) => void {
  if (typeof fetch !== 'function') {
    const message = 'expected a function from Request to Response, such as host.fetch'
    throw new PayloadError('options', [{ path: ['fetch'], message }])
  }
  return function listener(request, response) {
    response.once('finish', () => {
      if (!request.complete) request.destroy()
    })
    // The client has gone, or its answer could not be written.
    answerWith(fetch, request, response).catch(() => response.destroy())
  }
}

async function answerWith(
  fetch: (request: Request) => Response | Promise<Response>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = new NodeRequest({ req: request, res: response })
  const isRead = request.readableDidRead
  await sendNodeResponse(response, await fetch(isRead ? await withUsedBody(asked) : asked))
}

/** NodeRequest would wait for a stream that a body parser has drained, or fail. */
async function withUsedBody({ url, method, headers }: Request): Promise<Request> {
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers })
  const used = new Request(url, { method, headers, body: 'parsed' })
  await used.text()
  return used
}
