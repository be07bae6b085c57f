// First, so that the schemas of all that is imported after it are compiled: they parse several times as fast.
import 'zod/compile'
import { type Config, ConfigError, readConfig } from './config.ts'
import { openDatabase } from './database.ts'
import { createHost } from './host.ts'
import { listenError } from './listen-error.ts'
import { createLog, errorFacts } from './log.ts'
import { createRoutes } from './routes.ts'
import { createServer } from './server.ts'

try {
  const config = readConfig(process.env)
  await start(config)
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  for (const line of error.lines) console.error(`Configuration: ${line}`)
  process.exit(1)
}

async function start(config: Config): Promise<void> {
  const { log, endLog } = createLog(config.logLevel)
  const database = openDatabase(config.databasePath)
  const host = createHost(config, database, log)
  const server = createServer(createRoutes(host, config, log), host.metrics, log)
  const address = await server.listen(config.port, config.host).catch(async (error) => {
    // It has begun with what was left, and what is on its way to a customer must be known when it ends.
    await host.stop(0)
    await database.close()
    throw listenError(error)
  })
  log.info({ address }, 'listening')
  if (config.cxToken === undefined) {
    log.warn('CX_TOKEN is not set: whoever reaches /message/receive can write to customers')
  }

  let stopping = false
  /** Answers what came, takes nothing new, finishes what was accepted. */
  async function stop(signal: string): Promise<void> {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    const deadline = Date.now() + config.shutdownTime
    await server.close()
    const left = await host.stop(Math.max(0, deadline - Date.now()))
    await database.close()
    log.info({ left }, 'stopped')
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
