import { once } from 'node:events'
import { createServer } from 'node:http'
import closeWithGrace from 'close-with-grace'
import { connectBullmq, type StorageError } from 'messenger-cim/bullmq'
import { closeServer, createHost, createNodeListener, readEnvironment } from 'messenger-cim/host'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'

// A receiver or a worker, as its first argument says: `node main.ts worker`.
const { hostname, port, logLevel, stopTimeoutMs, ...settings } = orExit(() =>
  readEnvironment({ ...process.env, ROLE: process.argv[2] ?? process.env.ROLE }),
)
const { log, logEvent, lines } = createLog(logLevel)
const store = orExit(() => {
  const { redisUrl: url, redisPrefix: prefix, retentionDays } = settings
  if (url === undefined) throw new Error('REDIS_URL is missing: such as redis://redis:6379')
  const takeOverMs = Number(process.env.TAKE_OVER_SECONDS || 30) * 1000
  const onWarning = ({ reason, message }: StorageError) => log.warn({ reason }, message)
  return connectBullmq({ url, prefix, retentionDays, takeOverMs, onWarning })
})
const metrics = createMetrics(store.queue)
const host = createHost({
  ...settings.options,
  ...store,
  onEvent(event) {
    logEvent(event)
    metrics.count(event)
  },
})

const answerMetrics = createNodeListener(metrics.answer)
const answer = createNodeListener(host.fetch)
const server = createServer((request, response) =>
  request.url === '/metrics' ? answerMetrics(request, response) : answer(request, response),
)

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

// A Redis that is away is waited for; one that is not fit to keep messages is not.
await Promise.all([host.ready, once(server.listen(port, hostname), 'listening')]).catch(exit)
const { port: bound } = Object.assign({ port }, server.address())
log.info({ role: settings.options.role, address: `http://${hostname}:${bound}` }, 'listening')

function orExit<T>(open: () => T): T {
  try {
    return open()
  } catch (error) {
    return exit(error)
  }
}

/** One clear line for what is wrong with a setting, Redis or the port; to start again would not help. */
function exit(error: unknown): never {
  console.error(error instanceof Error ? error.message : error)
  process.exit(78)
}
