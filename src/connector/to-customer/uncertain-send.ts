import type { CimMessage } from '../../cim/message.ts'
import { isMessengerCimError } from '../../errors.ts'
import type { SendRequest } from '../../messenger/send-request.ts'
import { errorFacts } from '../connector-event.ts'
import { causeOf } from '../hooks.ts'
import { requestKey } from '../log-key.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage } from './failed-notification.ts'

/** A request that the customer may or may not have. */
export type UncertainRequest = {
  /** Which of the message's requests, counted from 0. */
  index: number
  /** How many requests the message has. */
  of: number
}

/**
 * Meta may have delivered a request although its send failed. Only its echo can show that. Until then the connector
 * neither repeats the request nor reports it as failed. Stays inside the package; `cause` is the original error.
 */
export class UncertainSend extends Error {
  override readonly name = 'UncertainSend'
  readonly request: UncertainRequest

  constructor(request: UncertainRequest, cause: unknown) {
    super('It is not known yet whether the customer has it', { cause })
    this.request = request
  }
}

/** The original error: the cause of a failed hook or an uncertain send, else the error itself. */
export function causeOfFailure(error: unknown): unknown {
  return error instanceof UncertainSend ? error.cause : causeOf(error)
}

/** A send that an earlier process began and did not finish. */
export class UnfinishedSend extends Error {
  override readonly name = 'UnfinishedSend'
}

/**
 * Whether Meta may have delivered a request although its send failed with this error. Only for messages: typing and the
 * like have no echo. Reads the field, not the class: an error may come from a second copy of this package.
 */
export function mayBeDelivered(error: unknown, request: SendRequest): boolean {
  if (!('message' in request) || !isMessengerCimError(error)) return false
  return 'possiblyDelivered' in error && error.possiblyDelivered === true
}

/** Marks the request as uncertain and reports it. If CX posts the message again, it is not sent again. */
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

/** Whether a request is uncertain, or was. */
export function isNotedUncertain(id: string, index: number, { log }: Pick<Parts, 'log'>) {
  return log.seen(uncertainKey(id, index))
}

function uncertainKey(cimId: string, index: number): string {
  return `${requestKey({ cimId, index })}?`
}
