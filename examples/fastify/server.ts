import { type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import { limits } from 'messenger-cim'
import { errorFacts, type Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Route } from './routes.ts'

/** A request as Fastify gives it here. */
type Received = { Params: Record<string, string> }

/** The routes on Fastify. */
export function createServer(routes: readonly Route[], metrics: Metrics, log: Log) {
  const app = fastify({ bodyLimit: limits.webhookBytes.max })
  // As bytes, whatever the type says: the signature is over what came, not over what it parses to.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  app.addHook('onRequest', async ({ headers }) => {
    // Or Fastify would refuse what is no type at all.
    if (headers['content-type'] !== undefined) headers['content-type'] = 'application/octet-stream'
  })

  for (const { name, method, path, answer } of routes) {
    app[method]<Received>(path, { onResponse: observe(name) }, async (request, reply) => {
      const { status, body, contentType } = await answer({
        params: request.params,
        query: new URL(request.url, 'http://localhost').searchParams,
        header: (header) => first(request.headers[header]),
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      })
      return reply.code(status).type(contentType).send(body)
    })
  }

  function observe(route: string) {
    return async (_: FastifyRequest, reply: FastifyReply) => {
      const seconds = reply.elapsedTime / 1000
      metrics.observeAnswer({ route, status: reply.statusCode, seconds })
    }
  }

  app.setNotFoundHandler((_, reply) => reply.code(404).type('text/plain').send('not found'))

  app.setErrorHandler((error, _, reply) => {
    const status = statusOf(error)
    if (status >= 500) log.error({ error: errorFacts(error) }, 'request failed')
    return reply.code(status).type('text/plain').send('refused')
  })

  return {
    /** Gives the address that it listens at. */
    listen: (port: number, host: string): Promise<string> => app.listen({ port, host }),
    /** Resolves when every request that came is answered; whoever does not finish his is cut off. */
    async close(): Promise<void> {
      setTimeout(() => app.server.closeAllConnections(), 5000).unref()
      await app.close()
    },
  }
}

/** Of errors that carry one, such as the body reader's for bodies that are too long. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' ? status : 500
}

function first(values: string | string[] | undefined): string | undefined {
  return Array.isArray(values) ? values[0] : values
}
