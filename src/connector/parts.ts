import type { InboundContext } from '../inbound/index.ts'
import type { OutboundContext } from '../outbound/context.ts'
import type { BoundedSet } from './bounded-set.ts'
import type { Clients } from './clients.ts'
import type { Report } from './connector-event.ts'
import type { CustomerQueue } from './customer-queue.ts'
import type { DownloadOptions } from './files/guarded-download.ts'
import type { Uploads } from './files/uploads.ts'
import type { ConnectorHooks } from './hooks.ts'
import type { Limiter } from './limiter.ts'
import type { MessageLog } from './message-log.ts'
import type { EchoWaits } from './to-customer/echo-waits.ts'
import type { DeliveredReceipts } from './to-cx/delivered-receipts.ts'
import type { Profiles } from './to-cx/profiles.ts'

/** The parts that both directions of a connector share. */
export type Parts = Clients & {
  hooks: ConnectorHooks
  log: Required<MessageLog>
  delivered: DeliveredReceipts
  /** The mids, by CIM id, of messages on their way to CX: they may be quoted before the log has them. */
  delivering: Map<string, string>
  /** Log keys of requests that were sent but that the log failed to keep. */
  unlogged: BoundedSet
  /** The callers that wait for the echo of a request. */
  echoes: EchoWaits
  /** How long they wait, in ms. */
  echoWaitMs: number
  inbound: InboundContext
  outbound: OutboundContext
  /** The rules for downloads of media. */
  downloads: DownloadOptions
  /** How long to retry a file while File Engine is down, in ms. */
  retryForMs: number
  /** Limits how many files are transferred at a time. */
  withFile: Limiter
  /** Uploads to Meta of files that CX sends. */
  uploads: Uploads
  profiles: Profiles
  report: Report
  now: () => number
  /** The work on what customers sent and did. */
  messages: CustomerQueue
  /** The work on receipts and echoes of the messages that CX sent. */
  receipts: CustomerQueue
  /** The work on messages that CX sends. */
  sends: CustomerQueue
}
