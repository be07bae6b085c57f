import type { CcmClient } from '../ccm/client.ts'
import type { FileEngine } from '../ccm/file-engine.ts'
import type { InboundContext } from '../inbound/index.ts'
import type { MediaType, SendRequest } from '../messenger/send-request.ts'
import type { OutboundContext } from '../outbound/context.ts'
import type { ConnectorEvent } from './connector-event.ts'
import type { ConnectorHooks } from './hooks.ts'
import type { MessageLog } from './message-log.ts'

/** The methods of a Graph client that a connector needs; the clients of `messenger-cim/graph` have them. */
export type ConnectorGraph = {
  /**
   * Sends a request. When it rejects, only a `GraphError`, or an error with `possiblyDelivered: false`, can show that
   * the customer does not have the message. After any other error the connector waits for the echo, and never sends the
   * request again.
   */
  send(request: SendRequest): Promise<{
    /** The `mid`; absent for typing and the like. */
    messageId?: string | undefined
    /** Meta refused the quote, so the message went out without it. */
    quoteDropped?: boolean | undefined
  }>
  /** Without it, media goes to Meta by URL, which Meta must then be able to reach. */
  uploadAttachment?(upload: {
    /** How the customer sees it. */
    type: MediaType
    /** The bytes. */
    file: Blob
    /** The name that the customer sees if `type` is `file`. */
    fileName: string
    /** Whether the id may be used more than once. */
    reusable: boolean
  }): Promise<{ attachmentId: string }>
  /** Called only with the option `profiles`. */
  profile?(psid: string): Promise<{ firstName?: string | undefined; lastName?: string | undefined }>
}

/** Returns the client for a Page; undefined when this host does not serve the Page. */
export type GraphOf = (
  pageId: string,
) => ConnectorGraph | undefined | Promise<ConnectorGraph | undefined>

/** The methods of a CCM client that a connector needs. */
export type ConnectorCcm = Pick<CcmClient, 'receive'>

/**
 * Returns the CCM client for a Page's tenant. Undefined when the Page has none; its messages then fail with a retryable
 * error.
 */
export type CcmOf = (pageId: string) => ConnectorCcm | undefined | Promise<ConnectorCcm | undefined>

/** The methods of a File Engine client that a connector needs. */
export type ConnectorFiles = Pick<FileEngine, 'upload' | 'download' | 'mediaUrl'>

/** Returns the File Engine client for a Page's tenant; undefined when the Page has none. */
export type FilesOf = (
  pageId: string,
) => ConnectorFiles | undefined | Promise<ConnectorFiles | undefined>

/** How to fetch and store files. */
export type MediaOptions = {
  /**
   * Hosts trusted beyond the defaults (Meta's CDNs), also at private addresses: a name, a name with port, or `*.` and a
   * name for its subdomains. Media of CX on these hosts is uploaded to Meta, like File Engine's.
   */
  allowHosts?: readonly string[] | undefined
  /** Also allows plain http, for `allowHosts`. Default false. */
  allowInsecure?: boolean | undefined
  /** The largest file to copy, in bytes; larger files stay where they are. Default: the channel's 25 MB. */
  maxBytes?: number | undefined
  /** The time limit for fetching a file, and for one attempt to store it, in ms. Default 30 000. */
  timeoutMs?: number | undefined
  /** How many files are transferred at a time; they are held in memory. Default 8. */
  maxConcurrent?: number | undefined
  /**
   * How long to retry the upload of a customer's file while File Engine is down or hangs, in ms. After that the message
   * goes to CX with Meta's link. The customer's next messages wait, those of other customers do not. Default 20 000; 0
   * for a single attempt.
   */
  retryForMs?: number | undefined
}

/** The options of {@link createConnector}. */
export type ConnectorOptions = {
  /** The Graph client of the Page. For a host with several Pages: a function that finds the client of a Page. */
  graph: ConnectorGraph | GraphOf
  /** The CCM client. For a host with several tenants: a function that finds the client of a Page. */
  ccm: ConnectorCcm | CcmOf
  /**
   * The File Engine client, or a function like that of `ccm`. Without it, customers' files stay at Meta: the links
   * expire, and the Agent Desk shows no previews.
   */
  files?: ConnectorFiles | FilesOf | undefined
  /** Default: {@link createMemoryLog}, which forgets at restart. */
  log?: MessageLog | undefined
  /** The context for translating webhooks, besides what the connector finds out itself. */
  inbound?: InboundContext | undefined
  /** The context for translating CIM messages, besides what the connector finds out itself. */
  outbound?: OutboundContext | undefined
  /** How files are fetched and stored. */
  media?: MediaOptions | undefined
  /** The host's hooks on each message and request. */
  hooks?: ConnectorHooks | undefined
  /** Asks Graph for customers' names, once a day for each. Needs Meta's profile permission. Default false. */
  profiles?: boolean | undefined
  /**
   * How long to wait for the echo of a failed send that Meta may have delivered, in ms.
   * Needs the app's subscription to `message_echoes`. Default 60 000.
   */
  echoWaitMs?: number | undefined
  /** Gets each event as a plain object. Its errors are ignored. */
  onEvent?: ((event: ConnectorEvent) => void | Promise<void>) | undefined
  /** Returns the time in ms. Default `Date.now`. */
  now?: (() => number) | undefined
}
