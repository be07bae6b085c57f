import type { IncomingMessage, ServerResponse } from 'node:http'
import { NodeRequest, sendNodeResponse } from 'srvx/node'

/** What node:http, Express and Fastify call for each request. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => void

/**
 * Lets node:http, and what is built on it, answer with a function from `Request` to `Response`: `createServer(listener)`,
 * on Express `app.use(listener)`, on Fastify `reply.hijack()` and `listener(request.raw, reply.raw)`. No body parser may
 * come before it: a webhook's signature is over the bytes as they came.
 *
 * A client that is answered before its body has ended is cut off, so that none can hold a connection open.
 *
 * @param fetch for example a host's
 */
export function createNodeListener(
  fetch: (request: Request) => Response | Promise<Response>,
): NodeListener {
  return function listener(request, response) {
    response.once('finish', () => {
      if (!request.complete) request.destroy()
    })
    // A client that has gone needs no answer, and one whose answer failed has none.
    answerWith(fetch, request, response).catch(() => response.destroy())
  }
}

async function answerWith(
  fetch: (request: Request) => Response | Promise<Response>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await sendNodeResponse(response, await fetch(new NodeRequest({ req: request, res: response })))
}
