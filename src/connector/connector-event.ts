import { isMessengerCimError } from '../errors.ts'
import type { SkipReason } from '../messenger/skipped.ts'
import type { AdjustmentKind } from '../outbound/adjustment.ts'
import { DownloadError } from './files/download-error.ts'

/** The facts about an error, safe for a log: messages of errors from outside this package are left out. */
export type ErrorFacts = {
  /** The name of its class, such as `GraphError`. */
  name: string
  /** `code` of the error. */
  code?: string | undefined
  /** The message; only of errors of this package. For a refused request, the text of the answer. */
  message?: string | undefined
  /** HTTP status. */
  status?: number | undefined
  /** `reason` of a GraphError, or why a file was not downloaded. */
  reason?: string | undefined
  /** Whether a retry may succeed. */
  retryable?: boolean | undefined
}

/**
 * Where something went wrong. `log`: a handled message could not be remembered. `host`: in something that the host
 * provides (its message log, contexts or own clients).
 */
export type FailedStage = 'translate' | 'host' | 'log' | 'profile' | 'media' | 'ccm' | 'graph'

/** The conversation; `''` for a side that a webhook does not name. `psid` is the customer, also in echoes. */
type Conversation = { pageId: string; psid: string }

/** The direction of a message: to CX, or to the customer. */
export type Direction = 'inbound' | 'outbound'

/**
 * One thing that happened, for a logger or for metrics. Plain data; it holds ids, but no tokens, names or anything that
 * people wrote.
 */
export type ConnectorEvent =
  /**
   * CX got a message of a customer, or a receipt. `mid` is that of the Messenger message, or of the one that the
   * receipt covers.
   */
  | ({
      type: 'received'
      /** The id of the CIM message. */
      id: string
      /** The kind of event. */
      kind: string
      /** The type of its body. */
      bodyType: string
      /** The `mid`, if there is one. */
      mid: string | null
    } & Conversation)
  /**
   * Nothing was delivered: the event has no message (with the reason), the message was delivered before (`repeated`),
   * or a hook left it out (`hook`). `kind` is the kind of the event; outbound, the type of the body.
   */
  | ({
      type: 'skipped'
      /** Where it would have gone. */
      direction: Direction
      /** Why. */
      reason: SkipReason | 'repeated' | 'hook'
      /** The kind of event, or the type of body. */
      kind: string
      /** For people. It never quotes a message. */
      detail: string
      /** The CIM id of the message that was repeated or left out. */
      id?: string
    } & Conversation)
  /** A file was copied from Meta to File Engine, or back. `disguised`: its bytes contradict its type. */
  | ({
      type: 'rehosted'
      /** `inbound`: to File Engine. `outbound`: to Meta. */
      direction: Direction
      /** The id of the CIM message. */
      id: string
      /** The type that its bytes show. */
      mimeType: string
      /** In bytes. */
      size: number
      /** Whether its bytes contradict its type. */
      disguised: boolean
    } & Conversation)
  /**
   * One request of a message from CX was sent to the customer. `index` counts from 0, `of` is the number of requests.
   */
  | ({
      type: 'sent'
      /** The id of the CIM message. */
      id: string
      /** Meta's id of what was sent; absent for typing and the like. */
      mid: string | undefined
      /** Which request of the message it is, from 0. */
      index: number
      /** How many requests the message has. */
      of: number
    } & Conversation)
  /** A send failed, but the customer may have got the request: the connector waits for its echo. */
  | ({ type: 'uncertain'; id: string; index: number; of: number; error: ErrorFacts } & Conversation)
  /** The echo of an uncertain request came: the customer has it. */
  | ({
      type: 'settled'
      /** The id of the CIM message. */
      id: string
      /** Meta's id of what was sent. */
      mid: string | undefined
      /** Which request of the message it is, from 0. */
      index: number
      /** How many requests the message has. */
      of: number
    } & Conversation)
  /** The customer sees a message differently from how it was written. */
  | ({ type: 'adjusted'; id: string; kind: AdjustmentKind; detail: string } & Conversation)
  /** Something failed. `id` is that of the CIM message, if there is one. */
  | ({
      type: 'failed'
      /** Where the message was going. */
      direction: Direction
      /** Where it went wrong. */
      stage: FailedStage
      /** The id of the CIM message, if there is one. */
      id?: string | undefined
      /** What went wrong. */
      error: ErrorFacts
    } & Conversation)

/** Whether an error comes from the host: from outside this package, or about the host's options or contexts. */
export function isOfHost(error: unknown): boolean {
  if (!isMessengerCimError(error)) return true
  return 'subject' in error && error.subject === 'options'
}

/** Reports an event. */
export type Report = (event: ConnectorEvent) => void

/** Creates the function that passes events, or errors, to a listener of the host and ignores the listener's own errors. */
export function createReport<T>(
  listener: ((value: T) => void | Promise<void>) | undefined,
): (value: T) => void {
  if (listener === undefined) return () => {}
  return (value) => {
    void notify(listener, value)
  }
}

async function notify<T>(listener: (value: T) => void | Promise<void>, value: T): Promise<void> {
  try {
    await listener(value)
  } catch {
    // An error of the listener must not stop a message.
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
