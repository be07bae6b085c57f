import type { CimMessage } from '../../cim/message.ts'
import type { SendRequest } from '../../messenger/send-request.ts'
import { askBeforeSend } from '../hooks.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage } from './failed-notification.ts'

/** What the host's hook makes of a request; null where it leaves it out. */
export type Offered = SendRequest | null

/**
 * Asks the host's hook for all requests of a message that were not sent before: should it fail, none has gone out.
 * @throws {HookFailure}
 */
export async function offerRequests(
  message: CimMessage,
  requests: readonly SendRequest[],
  sent: readonly boolean[],
  parts: Pick<Parts, 'hooks'>,
): Promise<Offered[]> {
  const offered: Offered[] = []
  for (const [index, request] of requests.entries()) {
    offered.push(sent[index] ? request : await offerRequest(message, request, index, parts))
  }
  return offered
}

/**
 * Asks the host's hook for one request.
 * @throws {HookFailure}
 */
export async function offerRequest(
  message: CimMessage,
  request: SendRequest,
  index: number,
  { hooks }: Pick<Parts, 'hooks'>,
): Promise<Offered> {
  return askBeforeSend(hooks, request, { message, index, ...partiesOfMessage(message) })
}
