import type { ConnectorOptions, MessageLog } from '../connector/index.ts'
import type { AppSecret } from '../webhook/index.ts'
import type { DeadLetters } from './dead-letters.ts'
import type { HostEvent } from './host-event.ts'
import type { Pages } from './pages.ts'
import type { TaskQueue } from './task-queue.ts'

/** Which part of the work a process does: all of it, what comes in, or what goes on. */
export type HostRole = 'all' | 'receiver' | 'worker'

/** What {@link createHost} is made from. */
export type HostOptions = Omit<ConnectorOptions, 'graph' | 'log' | 'onEvent'> & {
  /** Default: a Graph client for each Page out of `pages`. */
  graph?: ConnectorOptions['graph'] | undefined
  /** Where what came is kept until it is done: of `openSqlite`, `connectBullmq`, or your own. */
  queue: TaskQueue
  /** What passed through: of `openSqlite`, `connectBullmq`, or your own. */
  log: MessageLog
  /** The Pages that are served: `staticPages` or `ccmPages`. */
  pages: Pages
  /** The app secret, or several while one replaces the other; the first one signs. */
  appSecret: AppSecret
  /** Who may post messages of CX. */
  cx?: CxOptions | undefined
  /** Public comments and all else in `changes` go on to this address, signed anew. Default: they are skipped. */
  forwardChanges?: { url: string } | undefined
  /** Default `all`. A receiver answers posts and does none of the work; a worker answers nothing but its health. */
  role?: HostRole | undefined
  /** How many tasks are done at a time. Default 500. */
  concurrency?: number | undefined
  /** Gets one plain object per thing that happened; what it throws is dropped. */
  onEvent?: ((event: HostEvent) => void | Promise<void>) | undefined
}

/** Who may post messages of CX. */
export type CxOptions = {
  /** CX's posts need `Authorization: Bearer` and this token. */
  token?: string | undefined
  /**
   * Without a token: take posts that came through a gateway or proxy too. Default false, for CX calls directly, and what
   * comes through the gateway may come from anybody.
   */
  allowForwarded?: boolean | undefined
}

/** A durable connector as a service. */
export type Host = {
  /**
   * Answers a request. Routes, each with and without `/facebook-connector` before it: `GET` and `POST
   * /webhook[/PAGE-ID]`; `POST /message/receive`, `/ccm-msg/receive` and `/`; `POST /connector-configurations`; `GET
   * /healthz` and `/readyz`. Anything else gets 404. Rejects with a {@link PayloadError}
   * where it is given no `Request`, and never otherwise.
   */
  fetch(request: Request): Promise<Response>
  /**
   * Resolves when what was left has been taken up.
   * @throws {StorageError} when the queue cannot be worked on
   */
  ready: Promise<void>
  /**
   * Takes nothing more, and finishes what it can within `timeoutMs` (default 25 000). A send that has begun is waited
   * for in any case. The rest is kept for the next start; `left` tells how much that is.
   * @throws {PayloadError} when `timeoutMs` is no time
   */
  stop(options?: { timeoutMs?: number | undefined }): Promise<{ left: number }>
  /** What was given up. */
  deadLetters: DeadLetters
}
