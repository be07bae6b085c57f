import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import express, { type NextFunction, type Request, type Response } from 'express'
import { limits } from 'messenger-cim'
import { errorFacts, type Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Route } from './routes.ts'

/** The routes on Express. */
export function createServer(routes: readonly Route[], metrics: Metrics, log: Log) {
  const app = express()
  app.disable('x-powered-by').disable('etag')
  const server = createHttpServer(app)
  // As bytes, whatever the type says: the signature is over what came, not over what it parses to.
  const readBody = express.raw({ type: () => true, limit: limits.webhookBytes.max })

  for (const { name, method, path, answer } of routes) {
    app[method](path, observe(name), readBody, async (request: Request, response: Response) => {
      const { status, body, contentType } = await answer({
        params: request.params,
        query: new URL(request.originalUrl, 'http://localhost').searchParams,
        header: (header) => request.get(header),
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      })
      // What is still connected when the server closes must not be used again.
      if (!server.listening) response.set('connection', 'close')
      response.status(status).type(contentType).send(body)
    })
  }

  function observe(route: string) {
    return (_: Request, response: Response, next: NextFunction) => {
      const start = performance.now()
      response.on('finish', () => {
        const seconds = (performance.now() - start) / 1000
        metrics.observeAnswer({ route, status: response.statusCode, seconds })
      })
      next()
    }
  }

  app.use((_: Request, response: Response) => {
    response.status(404).type('text').send('not found')
  })

  app.use((error: unknown, _: Request, response: Response, next: NextFunction) => {
    const status = statusOf(error)
    if (status >= 500) log.error({ error: errorFacts(error) }, 'request failed')
    if (response.headersSent) next(error)
    else response.status(status).type('text').send('refused')
  })

  return {
    /** Gives the address that it listens at. */
    async listen(port: number, host: string): Promise<string> {
      server.listen(port, host)
      await once(server, 'listening')
      const address = server.address()
      return typeof address === 'object' ? `http://${address?.address}:${address?.port}` : ''
    },
    /** Resolves when every request that came is answered; whoever does not finish his is cut off. */
    async close(): Promise<void> {
      const closed = once(server, 'close')
      server.close()
      setTimeout(() => server.closeAllConnections(), 5000).unref()
      await closed
    },
  }
}

/** Of errors that carry one, such as the body reader's for bodies that are too long. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  return typeof status === 'number' ? status : 500
}
