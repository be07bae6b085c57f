import type { HostConfig } from './config.ts'
import { createHealthRoutes } from './health-routes.ts'
import { listenError } from './listen-error.ts'
import { createLog, errorFacts, type Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Route } from './routes.ts'
import { createServer } from './server.ts'
import { configErrorExitCode, tellConfigError } from './tell-config-error.ts'

/** What makes a process a receiver or a worker. */
export type Role = {
  routes: readonly Route[]
  metrics: Metrics
  isRedisReady(): boolean
  /** Finishes what it has in hand, for `ms` at the longest. Resolves when it has. */
  stop(ms: number): Promise<void>
}

type CreateRole<Config> = (config: Config, log: Log) => Promise<Role>

/** Runs a process until it is told to stop. */
export async function runRole<Config extends HostConfig>(
  readConfig: (env: NodeJS.ProcessEnv) => Config,
  createRole: CreateRole<Config>,
): Promise<void> {
  try {
    await start(readConfig(process.env), createRole)
  } catch (error) {
    tellConfigError(error)
    process.exit(configErrorExitCode)
  }
}

async function start<Config extends HostConfig>(
  config: Config,
  createRole: CreateRole<Config>,
): Promise<void> {
  const { log, endLog } = createLog(config.logLevel)
  const role = await createRole(config, log)
  const health = createHealthRoutes(role.metrics, role.isRedisReady)
  const server = createServer([...role.routes, ...health], role.metrics, log)
  const address = await server.listen(config.port, config.host).catch(async (error) => {
    // It has begun to take turns.
    await role.stop(config.shutdownTime)
    throw listenError(error)
  })
  log.info({ address }, 'listening')

  let stopping = false
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
