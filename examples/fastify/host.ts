import type { DatabaseSync } from 'node:sqlite'
import { createCcmClient, createFileEngine } from 'messenger-cim/ccm'
import { type ConnectorEvent, createConnector } from 'messenger-cim/connector'
import type { Config } from './config.ts'
import { createInbox, type JobResult } from './inbox.ts'
import type { Job } from './jobs.ts'
import { errorFacts, type Log } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createPages, type Pages } from './pages.ts'
import { createSqliteLog } from './sqlite-log.ts'

/** Everything behind the routes. */
export type Host = {
  /** Keeps jobs, which are then done in the background. */
  accept(jobs: readonly Job[]): void
  pages: Pages
  metrics: Metrics
  /** Finishes what was accepted, for `ms` at the longest; the rest is kept. Tells how much that is. */
  stop(ms: number): Promise<number>
}

const hour = 60 * 60 * 1000

const levels = {
  received: 'info',
  skipped: 'debug',
  rehosted: 'info',
  sent: 'info',
  adjusted: 'warn',
  failed: 'error',
} as const satisfies Record<ConnectorEvent['type'], string>

/** Puts clients, message log, connector and inbox together. */
export function createHost(config: Config, database: DatabaseSync, log: Log): Host {
  const ccm = createCcmClient({ baseUrl: config.ccmUrl })
  const pages = createPages(config, ccm)
  const messages = createSqliteLog(database)
  const metrics = createMetrics(() => inbox.size())
  const connector = createConnector({
    graph: pages.graphOf,
    ccm,
    files: createFileEngine({ baseUrl: config.fileEngineUrl }),
    log: messages,
    media: config.media,
    profiles: config.profiles,
    outbound: { humanAgent: config.humanAgent },
    onEvent(event) {
      metrics.countEvent(event)
      logEvent(event)
    },
  })
  const inbox = createInbox({
    database,
    work,
    onGiveUp: ({ kind, lane }) => log.error({ kind, lane }, 'given up'),
  })

  /**
   * What CX could not take now is repeated later. What Messenger could not take is not: the connector has
   * told CX, and the agent decides.
   */
  async function work({ kind, body }: Job): Promise<JobResult> {
    try {
      if (kind === 'cim') {
        await connector.handleCim(JSON.parse(body))
        return 'done'
      }
      const { failed } = await connector.handleWebhook(JSON.parse(body))
      return failed.some(({ retryable }) => retryable) ? 'later' : 'done'
    } catch (error) {
      log.warn({ kind, error: errorFacts(error) }, 'not carried')
      return 'done'
    }
  }

  function logEvent({ type, ...facts }: ConnectorEvent): void {
    log[levels[type]](facts, type)
  }

  function purge(): void {
    const now = Date.now()
    messages.purge({ before: now - config.retention, now })
  }
  purge()
  const purging = setInterval(purge, hour).unref()

  return {
    accept: inbox.accept,
    pages,
    metrics,
    async stop(ms) {
      clearInterval(purging)
      await inbox.drain(ms)
      return inbox.size()
    },
  }
}
