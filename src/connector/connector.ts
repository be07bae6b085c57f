import { messageTypeAttribute } from '../inbound/header-attributes.ts'
import { createBoundedSet } from './bounded-set.ts'
import { checkOptions } from './check-options.ts'
import { createClients } from './clients.ts'
import { completeLog } from './complete-log.ts'
import { createReport } from './connector-event.ts'
import { createCustomerQueue } from './customer-queue.ts'
import { readMediaOptions } from './files/media-options.ts'
import { createUploads } from './files/uploads.ts'
import { createLimiter } from './limiter.ts'
import { createMemoryLog } from './memory-log.ts'
import type { ConnectorOptions } from './options.ts'
import type { Parts } from './parts.ts'
import { createEchoWaits } from './to-customer/echo-waits.ts'
import { type CimOutcome, handleCim } from './to-customer/handle-cim.ts'
import { createDeliveredReceipts } from './to-cx/delivered-receipts.ts'
import { handleWebhook } from './to-cx/handle-webhook.ts'
import { createProfiles, noProfiles } from './to-cx/profiles.ts'
import type { WebhookOutcome } from './to-cx/webhook-outcome.ts'

/** What {@link createConnector} makes. */
export type Connector = {
  /**
   * Gives CX what a webhook of Messenger holds. Events of one customer are worked off in order, also those
   * of later calls; different customers side by side. A message goes to CX once, however often Meta sends
   * it. Files are copied to File Engine on the way.
   *
   * Resolves when all of it is done, which may take as long as CCM's retries: answer Meta first. A message
   * that CX did not get is in `failed`, and never costs others; to repeat it give the same payload again.
   *
   * @param payload the parsed JSON body, its signature verified
   * @throws {PayloadError} when it is no webhook body at all
   */
  handleWebhook(payload: unknown): Promise<WebhookOutcome>
  /**
   * Sends the customer what CX posted. Messages to one customer go out in order, each once, however often
   * CX posts it; of one that failed halfway, another attempt sends what is missing. When it fails CX gets
   * a DELIVERYNOTIFICATION FAILED, and the caller the error.
   *
   * When Meta may have delivered a failed send, the connector waits for its echo, for `echoWaitMs`; other messages go on
   * meanwhile. Without an echo the message counts as failed, and CX gets a FAILED that says that the customer may have it.
   *
   * @param message the parsed JSON body of CX's post, nothing assumed about it
   * @throws {PayloadError} it is no CIM message, or of no Page of this host
   * @throws {UnsupportedBodyError} Messenger cannot carry it
   * @throws {LimitError} it is larger than Messenger takes
   * @throws {CcmError} its file could not be had from File Engine
   * @throws {GraphError} Meta did not take it
   * @throws {SendAbortedError} Meta did not take all of it
   */
  handleCim(message: unknown): Promise<CimOutcome>
  /** Resolves when nothing is under way, for an orderly end. */
  idle(): Promise<void>
}

/**
 * Puts the entry points of this package together: webhook to CCM, and CCM to Messenger.
 * @throws {PayloadError} when an option is wrong
 */
export function createConnector(options: ConnectorOptions): Connector {
  checkOptions(options)
  const parts = partsFrom(options)
  const underWay = new Set<Promise<unknown>>()

  function track<T>(work: Promise<T>): Promise<T> {
    const ended = work.then(end, end)
    function end(): void {
      underWay.delete(ended)
    }
    underWay.add(ended)
    return work
  }

  return {
    handleWebhook: (payload) => track(handleWebhook(payload, parts)),
    handleCim: (message) => track(handleCim(message, parts)),
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

/** Echoes come within seconds; in ms. */
const defaultEchoWaitMs = 60_000

/** How many requests are kept in mind that a log which is down did not keep. */
const maxUnlogged = 10_000

/** What the two directions work with. */
export function partsFrom({
  graph,
  ccm,
  files,
  log: given = createMemoryLog(),
  inbound = {},
  outbound = {},
  media = {},
  hooks = {},
  profiles = false,
  echoWaitMs = defaultEchoWaitMs,
  onEvent,
  now = Date.now,
}: ConnectorOptions): Parts {
  // A wrong one would otherwise cost every message.
  messageTypeAttribute(inbound)
  const { downloads, retryForMs, maxConcurrent } = readMediaOptions(media)
  const log = completeLog(given)
  return {
    ...createClients({ graph, ccm, files }),
    hooks,
    log,
    delivered: createDeliveredReceipts(),
    delivering: new Map(),
    unlogged: createBoundedSet(maxUnlogged),
    echoes: createEchoWaits(),
    echoWaitMs,
    inbound,
    outbound,
    downloads,
    retryForMs,
    uploads: createUploads(log, now),
    withFile: createLimiter(maxConcurrent),
    profiles: profiles ? createProfiles(now) : noProfiles,
    report: createReport(onEvent),
    now,
    messages: createCustomerQueue(),
    receipts: createCustomerQueue(),
    sends: createCustomerQueue(),
  }
}
