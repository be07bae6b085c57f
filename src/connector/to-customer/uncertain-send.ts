import type { CimMessage } from '../../cim/message.ts'
import { isMessengerCimError } from '../../errors.ts'
import type { SendRequest } from '../../messenger/send-request.ts'
import { errorFacts } from '../connector-event.ts'
import { causeOf } from '../hooks.ts'
import { requestKey } from '../log-key.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage } from './failed-notification.ts'

/** A request of a message of which nobody knows whether the customer has it. */
export type UncertainRequest = {
  /** Which of the message's requests, counted from 0. */
  index: number
  /** How many requests the message has. */
  of: number
}

/**
 * Meta may have delivered a request although its send failed. Its echo tells; until then it must be neither repeated
 * nor told as failed. Stays inside the package; `cause` is what really went wrong.
 */
export class UncertainSend extends Error {
  override readonly name = 'UncertainSend'
  readonly request: UncertainRequest

  constructor(request: UncertainRequest, cause: unknown) {
    super('Nothing tells yet whether the customer has it', { cause })
    this.request = request
  }
}

/** What really went wrong: of a hook that failed, or a send that is uncertain, what caused it. */
export function causeOfFailure(error: unknown): unknown {
  return error instanceof UncertainSend ? error.cause : causeOf(error)
}

/** A send that a process began and did not live to see the end of. */
export class UnfinishedSend extends Error {
  override readonly name = 'UnfinishedSend'
}

/**
 * Whether Meta may have delivered a request whose send failed so. Only messages have an echo; typing and the like are
 * of the moment. Goes by what the error says, for it may come from a second copy of this package.
 */
export function mayBeDelivered(error: unknown, request: SendRequest): boolean {
  if (!('message' in request) || !isMessengerCimError(error)) return false
  return 'possiblyDelivered' in error && error.possiblyDelivered === true
}

/** Takes note that nobody knows, so that the message is not sent should CX post it again, and reports it. */
export async function noteUncertain(
  message: CimMessage,
  { request, cause }: UncertainSend,
  { log, report }: Pick<Parts, 'log' | 'report'>,
): Promise<void> {
  const { id } = message
  const about = { id, ...partiesOfMessage(message) }
  report({ type: 'uncertain', ...about, ...request, error: errorFacts(cause) })
  try {
    await log.remember({ cimId: uncertainKey(id, request.index), psid: about.psid })
  } catch (error) {
    const failure = { type: 'failed', direction: 'outbound', stage: 'log' } as const
    report({ ...failure, ...about, error: errorFacts(error) })
  }
}

/** Whether nobody knows of a request, or nobody knew, whether the customer has it. */
export function isNotedUncertain(id: string, index: number, { log }: Pick<Parts, 'log'>) {
  return log.seen(uncertainKey(id, index))
}

function uncertainKey(cimId: string, index: number): string {
  return `${requestKey({ cimId, index })}?`
}
