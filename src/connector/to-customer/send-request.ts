import { isMessengerCimError } from '../../errors.ts'
import type { SendRequest } from '../../messenger/send-request.ts'
import type { ConnectorGraph } from '../options.ts'

/** Meta's answer to a request. */
export type SendResult = Awaited<ReturnType<ConnectorGraph['send']>>

/**
 * Sends a request.
 *
 * @throws the error of the Graph client, if it shows whether Meta may have the request
 * @throws {LostSend} with that error as `cause`, if it does not
 */
export async function sendRequest(
  request: SendRequest,
  graph: ConnectorGraph,
): Promise<SendResult> {
  try {
    // A client in plain JavaScript may return nothing. The request was sent nevertheless.
    return (await graph.send(request)) ?? {}
  } catch (error) {
    // Typing and the like have no echo, and matter only at the moment.
    if (!('message' in request) || showsDelivery(error)) throw error
    throw new LostSend('it is not known whether it arrived', { cause: error })
  }
}

/** The host's own client failed with an error that does not show whether Meta has the request. */
export class LostSend extends Error {
  override readonly name = 'LostSend'
}

/** Whether an error shows if Meta may have the request. Errors of this package do, and others can. */
function showsDelivery(error: unknown): boolean {
  if (isMessengerCimError(error)) return true
  return error instanceof Error && 'possiblyDelivered' in error && error.possiblyDelivered === false
}
