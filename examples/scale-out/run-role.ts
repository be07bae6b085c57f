import { ConfigError, type HostConfig } from './config.ts'
import { createHealthRoutes } from './health-routes.ts'
import { createLog, errorFacts, type Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Route } from './routes.ts'
import { createServer } from './server.ts'

/** What makes a process a receiver or a worker. */
export type Role = {
  routes: readonly Route[]
  metrics: Metrics
  isRedisReady(): boolean
  /** Finishes what it has in hand, for `ms` at the longest. Resolves when it has. */
  stop(ms: number): Promise<void>
}

/** Runs a process until it is told to stop. */
export async function runRole<Config extends HostConfig>(
  readConfig: (env: NodeJS.ProcessEnv) => Config,
  createRole: (config: Config, log: Log) => Promise<Role>,
): Promise<void> {
  const config = configOrExit(readConfig)
  const { log, endLog } = createLog(config.logLevel)
  const role = await createRole(config, log)
  let stopping = false
  const health = createHealthRoutes(role.metrics, role.isRedisReady, () => stopping)
  const server = createServer([...role.routes, ...health], role.metrics, log)
  log.info({ address: await server.listen(config.port, config.host) }, 'listening')

  /** Answers what came, takes nothing new, finishes what it has in hand. The rest waits on Redis. */
  async function stop(signal: string): Promise<void> {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    const deadline = Date.now() + config.shutdownTime
    await server.close()
    await role.stop(Math.max(0, deadline - Date.now()))
    log.info('stopped')
    await endLog()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      stop(signal).catch(async (error) => {
        log.fatal({ error: errorFacts(error) }, 'stopped in disorder')
        await endLog()
        process.exit(1)
      })
    })
  }
}

function configOrExit<Config>(readConfig: (env: NodeJS.ProcessEnv) => Config): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const line of error.lines) console.error(`Configuration: ${line}`)
    process.exit(1)
  }
}
