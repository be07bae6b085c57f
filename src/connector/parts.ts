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

/** What the two directions of a connector work with. */
export type Parts = Clients & {
  hooks: ConnectorHooks
  log: Required<MessageLog>
  delivered: DeliveredReceipts
  /** Messenger ids by CIM id of messages on their way to CX, which may be quoted before the log has them. */
  delivering: Map<string, string>
  /** Log keys of requests that the customer has, but that the log did not keep. */
  unlogged: BoundedSet
  /** Who waits for the echo of a request. */
  echoes: EchoWaits
  /** For how long, in ms. */
  echoWaitMs: number
  inbound: InboundContext
  outbound: OutboundContext
  /** The rules for downloads of media. */
  downloads: DownloadOptions
  /** How long to retry a file while File Engine is down, in ms. */
  retryForMs: number
  /** Limits how many files are transferred at a time. */
  withFile: Limiter
  /** Uploads at Meta of files that CX sends. */
  uploads: Uploads
  profiles: Profiles
  report: Report
  now: () => number
  /** What customers sent and did. */
  messages: CustomerQueue
  /** Receipts and echoes of the messages that CX sent. */
  receipts: CustomerQueue
  /** What CX sends. */
  sends: CustomerQueue
}
