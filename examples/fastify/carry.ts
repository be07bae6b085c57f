import { type CimMessage, type EmittedCimMessage, emittedCimMessageSchema } from 'messenger-cim'
import type { CcmClient } from 'messenger-cim/ccm'
import { type Connector, type ConnectorOptions, createConnector } from 'messenger-cim/connector'
import { type Notice, noticeOf, type Task } from './notice.ts'
import { mayRepeat, type Reason, reasonOf, retryAfterOf } from './reason.ts'

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

/** Does a task. Never rejects. */
export type Carry = (task: Content & { kind: Task['kind'] }) => Promise<Carried>

type Content = Pick<Task, 'lane' | 'body'>

/**
 * Does tasks with a connector. That a message failed is not told to CX at once, as the connector alone
 * would: it is told when the message is given up, for a later attempt may succeed.
 */
export function createCarry(options: ConnectorOptions & { ccm: CcmClient }): Carry {
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

  async function carryCim({ lane, body }: Content): Promise<Carried> {
    const message = JSON.parse(body)
    // The library reads an id that is a number as its digits.
    const id = String(message.id)
    try {
      await connector.handleCim(message)
      return { result: 'done' }
    } catch (error) {
      const notification = withheld.get(id)
      // Nobody waits for what is not missed: typing is of the moment, and holds nothing up.
      if (notification === undefined) return { ...failed(error), mayRepeat: false }
      return failed(error, noticeOf({ lane }, notification))
    } finally {
      withheld.delete(id)
    }
  }

  const carriers = {
    webhook: ({ body }) => carryWebhook(JSON.parse(body), connector),
    cim: carryCim,
    async notice({ body }) {
      await ccm.receive(notificationOf(body))
      return { result: 'done' }
    },
  } as const satisfies Record<Task['kind'], (content: Content) => Promise<Carried>>

  return async function carry({ kind, ...content }) {
    try {
      return await carriers[kind](content)
    } catch (error) {
      return failed(error)
    }
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
