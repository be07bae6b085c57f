import { createCcmClient, createFileEngine } from 'messenger-cim/ccm'
import type { ConnectorEvent } from 'messenger-cim/connector'
import { createCarry } from './carry.ts'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import { createInbox } from './inbox.ts'
import { createInboxStore } from './inbox-store.ts'
import type { Job } from './jobs.ts'
import type { Log } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createPages, type Pages } from './pages.ts'
import { createSqliteLog } from './sqlite-log.ts'

/** Everything behind the routes. */
export type Host = {
  /** Resolves when jobs are kept, which are then done in the background. */
  accept(jobs: readonly Job[]): Promise<void>
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
export function createHost(config: Config, database: Database, log: Log): Host {
  const ccm = createCcmClient({ baseUrl: config.ccmUrl })
  const pages = createPages(config, ccm)
  const messages = createSqliteLog(database)
  const store = createInboxStore(database)
  const metrics = createMetrics({ waiting: () => inbox.size(), givenUp: store.countGivenUp })
  const carry = createCarry({
    graph: pages.graphOf,
    ccm,
    files: createFileEngine({ baseUrl: config.fileEngineUrl }),
    log: messages,
    media: config.media,
    profiles: config.profiles,
    outbound: { humanAgent: config.humanAgent },
    onEvent(event) {
      const { type, ...facts } = event
      metrics.countEvent(event)
      log[levels[type]](facts, type)
    },
  })
  const inbox = createInbox({
    store,
    carry,
    onGiveUp: ({ kind, lane }, reason) => log.error({ kind, lane, reason }, 'given up'),
  })

  function purge(): void {
    const now = Date.now()
    const before = now - config.retention
    messages.purge({ before, now })
    store.purge(before)
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
