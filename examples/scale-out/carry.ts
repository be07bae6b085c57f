import { type CimMessage, type EmittedCimMessage, emittedCimMessageSchema } from 'messenger-cim'
import type { CcmClient } from 'messenger-cim/ccm'
import { type Connector, type ConnectorOptions, createConnector } from 'messenger-cim/connector'
import { mayRepeat, type Reason, reasonOf, retryAfterOf } from './reason.ts'
import { type KeptTask, type Notice, noticeOf } from './task.ts'

/** What became of a task: CX or the customer has it, or not. */
export type Carried =
  | { result: 'done' }
  | {
      result: 'failed'
      reason: Reason
      /** The same may work later. */
      mayRepeat: boolean
      /** Not earlier than in so many ms. */
      retryAfter?: number | undefined
      /** Whom to tell once it is given up. */
      notice?: Notice | undefined
    }

/** Does tasks. */
export type Carrier = {
  carry(task: KeptTask): Promise<Carried>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/**
 * Does tasks with a connector. That a message failed is not told to CX at once, as the connector alone
 * would: it is told when the message is given up, for a later attempt may succeed.
 */
export function createCarrier(options: ConnectorOptions & { ccm: CcmClient }): Carrier {
  const { ccm } = options
  const withheld = new Map<string, CimMessage>()
  const connector = createConnector({
    ...options,
    ccm: {
      async receive(message) {
        const failedId = failedIdOf(message)
        if (failedId === undefined) await ccm.receive(message)
        else withheld.set(failedId, message)
      },
    },
  })

  async function carryCim({ lane, body }: KeptTask): Promise<Carried> {
    const message = JSON.parse(body)
    try {
      await connector.handleCim(message)
      return { result: 'done' }
    } catch (error) {
      const notification = withheld.get(message.id)
      return failed(error, notification && noticeOf({ lane }, notification))
    } finally {
      withheld.delete(message.id)
    }
  }

  const carriers = {
    webhook: ({ body }) => carryWebhook(JSON.parse(body), connector),
    cim: carryCim,
    async notice({ body }) {
      await ccm.receive(notificationOf(body))
      return { result: 'done' }
    },
  } as const satisfies Record<KeptTask['kind'], (task: KeptTask) => Promise<Carried>>

  return {
    async carry(task) {
      try {
        return await carriers[task.kind](task)
      } catch (error) {
        return failed(error)
      }
    },
    idle: connector.idle,
  }
}

async function carryWebhook(payload: unknown, connector: Connector): Promise<Carried> {
  const outcome = await connector.handleWebhook(payload)
  const [first] = outcome.failed
  if (first === undefined) return { result: 'done' }
  // What may pass goes first: when it has, what will not is all that is left.
  const failure = outcome.failed.find(({ retryable }) => retryable) ?? first
  return { ...failed(failure.error), mayRepeat: failure.retryable }
}

function failed(error: unknown, notice?: Notice): Extract<Carried, { result: 'failed' }> {
  return {
    result: 'failed',
    reason: reasonOf(error),
    mayRepeat: mayRepeat(error),
    retryAfter: retryAfterOf(error),
    notice,
  }
}

/** The message that a notification says was not sent. */
function failedIdOf({ body }: CimMessage): string | undefined {
  if (body.type !== 'DELIVERYNOTIFICATION' || !('status' in body)) return undefined
  return body.status === 'FAILED' && typeof body.messageId === 'string' ? body.messageId : undefined
}

function notificationOf(body: string): EmittedCimMessage {
  return emittedCimMessageSchema.parse(JSON.parse(body))
}
