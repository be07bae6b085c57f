import { once } from 'node:events'
import { createServer } from 'node:http'
import closeWithGrace from 'close-with-grace'
import express from 'express'
import { closeServer, createHost, createNodeListener, readEnvironment } from 'messenger-cim/host'
import { openSqlite } from 'messenger-cim/sqlite'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'

const { hostname, port, logLevel, stopTimeoutMs, ...settings } = orExit(() =>
  readEnvironment(process.env),
)
const { log, logEvent, lines } = createLog(logLevel)
const store = orExit(() => openSqlite(settings.databasePath, settings))
const metrics = createMetrics(store.queue)
const host = createHost({
  ...settings.options,
  ...store,
  onEvent(event) {
    logEvent(event)
    metrics.count(event)
  },
})

const app = express().disable('x-powered-by')
app.get('/metrics', createNodeListener(metrics.answer))
// Takes bodies as they come: no body parser may stand before it.
app.use(createNodeListener(host.fetch))
const server = createServer(app)

// Before it listens, so that no signal finds nobody. A send that has begun is waited for.
closeWithGrace({ delay: stopTimeoutMs + 60_000, logger: log }, async ({ err }) => {
  if (err) log.fatal({ name: err.name }, 'stopping')
  const closed = closeServer(server)
  const { left } = await host.stop({ timeoutMs: stopTimeoutMs })
  await closed
  await store.close()
  log.info({ left }, 'stopped')
  await lines.end()
})

await Promise.all([host.ready, once(server.listen(port, hostname), 'listening')]).catch(exit)
const bound = Object.assign({ address: hostname, port }, server.address())
log.info({ address: `http://${bound.address}:${bound.port}` }, 'listening')

function orExit<T>(open: () => T): T {
  try {
    return open()
  } catch (error) {
    return exit(error)
  }
}

/** One clear line for what is wrong with a setting, the database or the port. */
function exit(error: unknown): never {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
