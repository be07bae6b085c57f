import type { CcmClient } from '../ccm/client.ts'
import type { FileEngine } from '../ccm/file-engine.ts'
import type { InboundContext } from '../inbound/index.ts'
import type { MediaType, SendRequest } from '../messenger/send-request.ts'
import type { OutboundContext } from '../outbound/context.ts'
import type { ConnectorEvent } from './connector-event.ts'
import type { ConnectorHooks } from './hooks.ts'
import type { MessageLog } from './message-log.ts'

/** What a connector needs of a Graph client; those of `messenger-cim/graph` have it. */
export type ConnectorGraph = {
  send(request: SendRequest): Promise<{
    /** The `mid`; absent for typing and the like. */
    messageId?: string | undefined
    /** Meta refused the quote, so the message went out without it. */
    quoteDropped?: boolean | undefined
  }>
  /** Without it, media goes to Meta by URL, which Meta must then be able to reach. */
  uploadAttachment?(upload: {
    type: MediaType
    file: Blob
    fileName: string
    reusable: boolean
  }): Promise<{ attachmentId: string }>
  /** Asked only with the option `profiles`. */
  profile?(psid: string): Promise<{ firstName?: string | undefined; lastName?: string | undefined }>
}

/** The client for a Page, or nothing where this host does not serve the Page. */
export type GraphOf = (
  pageId: string,
) => ConnectorGraph | undefined | Promise<ConnectorGraph | undefined>

/** What a connector needs of a CCM client. */
export type ConnectorCcm = Pick<CcmClient, 'receive'>

/** The CCM client for a Page's tenant. Nothing, where the Page has none: then its messages wait. */
export type CcmOf = (pageId: string) => ConnectorCcm | undefined | Promise<ConnectorCcm | undefined>

/** What a connector needs of a File Engine. */
export type ConnectorFiles = Pick<FileEngine, 'upload' | 'download' | 'mediaUrl'>

/** The File Engine for a Page's tenant, or nothing where the Page has none. */
export type FilesOf = (
  pageId: string,
) => ConnectorFiles | undefined | Promise<ConnectorFiles | undefined>

/** How files are fetched. */
export type MediaOptions = {
  /**
   * Hosts trusted beyond the defaults (Meta's CDNs), also at private addresses: a name, a name with port, or
   * `*.` and a name for all below it. Media of CX that lies there is uploaded to Meta as File Engine's is.
   */
  allowHosts?: readonly string[] | undefined
  /** Plain http too, for `allowHosts`. Default false. */
  allowInsecure?: boolean | undefined
  /** Longer files stay where they are; in bytes. Default: the channel's 25 MB. */
  maxBytes?: number | undefined
  /** For fetching one file, and for one attempt to store it; in ms. Default 30 000. */
  timeoutMs?: number | undefined
  /** How many files may be on their way at a time, for they are held in memory. Default 8. */
  maxConcurrent?: number | undefined
  /**
   * For how long a customer's file is offered again to a File Engine that is down or hangs, with growing pauses; then the
   * message goes with Meta's link. The customer's next messages wait for it, other customers' do not. In ms;
   * default 20 000, 0 for once.
   */
  retryForMs?: number | undefined
}

/** What {@link createConnector} is made from. */
export type ConnectorOptions = {
  /** The Graph client of the Page, or where one host serves several Pages a function that finds it. */
  graph: ConnectorGraph | GraphOf
  /** The CCM client, or where one host serves several tenants a function that finds that of a Page. */
  ccm: ConnectorCcm | CcmOf
  /** Of File Engine, as `ccm`. Without it, customers' files stay at Meta, whose links expire, and the Agent Desk previews none. */
  files?: ConnectorFiles | FilesOf | undefined
  /** Default: {@link createMemoryLog}, which forgets at restart. */
  log?: MessageLog | undefined
  /** The context of the translation of webhooks, beside what the connector finds out itself. */
  inbound?: InboundContext | undefined
  /** The context of the translation of CIM messages, beside what the connector finds out itself. */
  outbound?: OutboundContext | undefined
  media?: MediaOptions | undefined
  /** The host's last word on each message and request. */
  hooks?: ConnectorHooks | undefined
  /** Asks Graph for customers' names, once a day for each. Needs Meta's profile permission. Default false. */
  profiles?: boolean | undefined
  /**
   * How long to wait for the echo of a failed send that Meta may have delivered, in ms.
   * Needs the app's subscription to `message_echoes`. Default 60 000.
   */
  echoWaitMs?: number | undefined
  /** Gets one plain object per thing that happened; what it throws is dropped. */
  onEvent?: ((event: ConnectorEvent) => void | Promise<void>) | undefined
  /** The time in ms. Default `Date.now`. */
  now?: (() => number) | undefined
}
