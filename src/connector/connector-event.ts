import { isMessengerCimError } from '../errors.ts'
import type { SkipReason } from '../messenger/skipped.ts'
import type { AdjustmentKind } from '../outbound/adjustment.ts'
import { DownloadError } from './files/download-error.ts'

/** What went wrong, fit for a log: the text of errors that are not this package's own is left out. */
export type ErrorFacts = {
  name: string
  code?: string | undefined
  message?: string | undefined
  /** HTTP status. */
  status?: number | undefined
  /** `reason` of a GraphError, or why a file was not downloaded. */
  reason?: string | undefined
  retryable?: boolean | undefined
}

/**
 * Where something went wrong. `log`: remembering what had gone well; `host`: in what the host brought along
 * (its message log, its contexts, a client of its own).
 */
export type FailedStage = 'translate' | 'host' | 'log' | 'profile' | 'media' | 'ccm' | 'graph'

/** Whose conversation it was; `''` for a side that a webhook does not name. `psid` is the customer, also of echoes. */
type Conversation = { pageId: string; psid: string }

/** Which way a message was going: to CX, or to the customer. */
export type Direction = 'inbound' | 'outbound'

/**
 * One thing that happened, for a logger or for metrics. Plain data; holds ids, but no token, no name and
 * nothing that anybody wrote.
 */
export type ConnectorEvent =
  /** CX has a message: of a customer, or a receipt. `mid` is the Messenger message that it is or is about. */
  | ({
      type: 'received'
      id: string
      kind: string
      bodyType: string
      mid: string | null
    } & Conversation)
  /**
   * An event became no message (its reason), the message went through before (`repeated`), or a hook left it out
   * (`hook`). `kind` is that of the event, outbound the body's type.
   */
  | ({
      type: 'skipped'
      direction: Direction
      reason: SkipReason | 'repeated' | 'hook'
      kind: string
      detail: string
      /** The CIM id of what was repeated or left out. */
      id?: string
    } & Conversation)
  /** A file was copied from Meta to File Engine, or from there to Meta. `disguised`: it is not what it was called. */
  | ({
      type: 'rehosted'
      direction: Direction
      id: string
      mimeType: string
      size: number
      disguised: boolean
    } & Conversation)
  /** The customer was sent one request of a message from CX; `index` counts from 0, `of` is their number. */
  | ({
      type: 'sent'
      id: string
      mid: string | undefined
      index: number
      of: number
    } & Conversation)
  /** A send failed, and the customer may have the request all the same: its echo is waited for. */
  | ({ type: 'uncertain'; id: string; index: number; of: number; error: ErrorFacts } & Conversation)
  /** The echo of such a request came: the customer has it. */
  | ({
      type: 'settled'
      id: string
      mid: string | undefined
      index: number
      of: number
    } & Conversation)
  /** The customer sees a message differently from how it was written. */
  | ({ type: 'adjusted'; id: string; kind: AdjustmentKind; detail: string } & Conversation)
  /** Something did not work; `id` is the CIM message's, where there is one. */
  | ({
      type: 'failed'
      direction: Direction
      stage: FailedStage
      id?: string | undefined
      error: ErrorFacts
    } & Conversation)

/** Whether an error is the host's: not of this package, or about the host's options or contexts. */
export function isOfHost(error: unknown): boolean {
  if (!isMessengerCimError(error)) return true
  return 'subject' in error && error.subject === 'options'
}

/** Reports an event. */
export type Report = (event: ConnectorEvent) => void

/** Reports to a listener, and ignores its errors. */
export function createReport(
  onEvent: ((event: ConnectorEvent) => void | Promise<void>) | undefined,
): Report {
  async function tell(event: ConnectorEvent): Promise<void> {
    try {
      await onEvent?.(event)
    } catch {
      // An error of the listener must not stop a message.
    }
  }
  return (event) => {
    tell(event)
  }
}

/** The parts of an error that may be logged. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: typeof error }
  const isOwn = isMessengerCimError(error) || error instanceof DownloadError
  return {
    name: error.name,
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    ...(isOwn && { message: error.message }),
    ...('status' in error && typeof error.status === 'number' && { status: error.status }),
    ...('reason' in error && typeof error.reason === 'string' && { reason: error.reason }),
    ...('retryable' in error &&
      typeof error.retryable === 'boolean' && {
        retryable: error.retryable,
      }),
  }
}
