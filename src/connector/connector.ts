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

/** The result of {@link createConnector}. */
export type Connector = {
  /**
   * Delivers the messages of a webhook to CX. Events of one customer are handled in order, also across calls; different
   * customers in parallel. A message goes to CX once, however often Meta sends it. Files are copied to File Engine
   * first.
   *
   * Resolves when all of it is done, which can take as long as CCM's retries: answer Meta first. A message that CX did
   * not get is in `failed`. To retry it, pass the same payload again.
   *
   * @param payload the parsed JSON body, its signature verified
   * @throws {PayloadError} when it is not a webhook body at all
   */
  handleWebhook(payload: unknown): Promise<WebhookOutcome>
  /**
   * Sends a message that CX posted to the customer. Messages to one customer go out in order, each once, however often
   * CX posts it. When one failed halfway, another attempt sends only the missing requests. After a failure CX gets a
   * DELIVERYNOTIFICATION FAILED, and the caller gets the error.
   *
   * When Meta may have delivered a failed send, the connector waits up to `echoWaitMs` for its echo, while other
   * messages go on. Without an echo the message counts as failed, and the FAILED for CX says that the customer may have
   * it.
   *
   * @param message the parsed JSON body of CX's post; any value is allowed
   * @throws {PayloadError} it is not a CIM message, or not for a Page of this host
   * @throws {UnsupportedBodyError} Messenger has nothing for a body of this type
   * @throws {LimitError} it is larger than Messenger takes
   * @throws {CcmError} File Engine did not return its file
   * @throws {GraphError} Meta did not take it
   * @throws {SendAbortedError} Meta did not take all of it
   */
  handleCim(message: unknown): Promise<CimOutcome>
  /** Resolves when no work is left, for a clean shutdown. */
  idle(): Promise<void>
}

/**
 * Creates a connector: it carries webhooks to CCM, and messages of CCM to Messenger.
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

/** The default of `echoWaitMs`. Echoes usually come within seconds. */
const defaultEchoWaitMs = 60_000

/** How many sent requests are remembered in memory when the log fails. */
const maxUnlogged = 10_000

/** Makes the parts that both directions share. */
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
  // Checks `messageType` now, because a wrong one would fail every message.
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
