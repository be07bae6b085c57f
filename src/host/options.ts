import type { ConnectorOptions, MessageLog } from '../connector/index.ts'
import type { AppSecret } from '../webhook/index.ts'
import type { DeadLetters } from './dead-letters.ts'
import type { HostEvent } from './host-event.ts'
import type { Pages } from './pages.ts'
import type { TaskQueue } from './task-queue.ts'

/**
 * Which part of the work a process does. A `receiver` stores what is posted, a `worker` delivers it, `all` does both.
 */
export type HostRole = 'all' | 'receiver' | 'worker'

/** What {@link createHost} is made from. */
export type HostOptions = Omit<ConnectorOptions, 'graph' | 'log' | 'onEvent'> & {
  /** Default: a Graph client for each Page in `pages`. */
  graph?: ConnectorOptions['graph'] | undefined
  /** Keeps tasks until they are done: from `openSqlite` or `connectBullmq`, or your own. */
  queue: TaskQueue
  /** Remembers which messages passed: from `openSqlite` or `connectBullmq`, or your own. */
  log: MessageLog
  /** The Pages that are served: `staticPages` or `ccmPages`. */
  pages: Pages
  /** The app secret, or several while one replaces the other; the first one signs. */
  appSecret: AppSecret
  /** Who may post messages of CX. */
  cx?: CxOptions | undefined
  /**
   * Posts public comments, and all else in `changes`, on to this address with a new signature. Default: they are
   * skipped.
   */
  forwardChanges?: { url: string } | undefined
  /** Default `all`. A receiver answers posts and delivers nothing; a worker answers only `/healthz` and `/readyz`. */
  role?: HostRole | undefined
  /** How many tasks run at a time. Default 500. */
  concurrency?: number | undefined
  /** Gets each event as a plain object. Its errors are ignored. */
  onEvent?: ((event: HostEvent) => void | Promise<void>) | undefined
}

/** Who may post messages of CX. */
export type CxOptions = {
  /** Posts of CX must carry this token, as `Authorization: Bearer TOKEN`. */
  token?: string | undefined
  /**
   * Without a token: also accept posts that came through a gateway or proxy. Default false, because CX calls directly
   * and anybody may post through the gateway.
   */
  allowForwarded?: boolean | undefined
}

/** A durable connector as a service. */
export type Host = {
  /**
   * Answers a request. Routes, each with and without `/facebook-connector` before it: `GET` and `POST
   * /webhook[/PAGE-ID]`; `POST /message/receive`, `/ccm-msg/receive` and `/`; `POST /connector-configurations`; `GET
   * /healthz` and `/readyz`. Anything else gets 404. Rejects only for an argument that is not a `Request`, with a
   * {@link PayloadError}.
   */
  fetch(request: Request): Promise<Response>
  /**
   * Resolves when the queue can store and, unless this is a receiver, the work on what was left has begun.
   * @throws {StorageError} when the queue cannot be used
   */
  ready: Promise<void>
  /**
   * Accepts nothing more, and finishes what it can within `timeoutMs` (default 25 000). It always waits for sends that
   * have begun. The rest is kept for the next start; `left` is the number of those tasks.
   * @throws {PayloadError} when `timeoutMs` is no time
   */
  stop(options?: { timeoutMs?: number | undefined }): Promise<{ left: number }>
  /** The tasks that were given up. */
  deadLetters: DeadLetters
}
