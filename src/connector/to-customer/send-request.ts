import { isMessengerCimError } from '../../errors.ts'
import type { SendRequest } from '../../messenger/send-request.ts'
import type { ConnectorGraph } from '../options.ts'

/** What Meta answered to a request. */
export type SendResult = Awaited<ReturnType<ConnectorGraph['send']>>

/**
 * Sends a request.
 *
 * @throws what the Graph client throws, where that tells whether Meta has the request
 * @throws {LostSend} because of that, where nothing tells
 */
export async function sendRequest(
  request: SendRequest,
  graph: ConnectorGraph,
): Promise<SendResult> {
  try {
    // A client in plain JavaScript may give nothing; what it sent is sent all the same.
    return (await graph.send(request)) ?? {}
  } catch (error) {
    // Typing and the like have no echo, and are of the moment.
    if (!('message' in request) || tellsDelivery(error)) throw error
    throw new LostSend('nothing tells whether it arrived', { cause: error })
  }
}

/** A client of the host's own failed, with an error that does not tell whether Meta has the request. */
export class LostSend extends Error {
  override readonly name = 'LostSend'
}

/** Errors of this package do, and those of others can. */
function tellsDelivery(error: unknown): boolean {
  if (isMessengerCimError(error)) return true
  return error instanceof Error && 'possiblyDelivered' in error && error.possiblyDelivered === false
}
