import type { CimMessage } from '../../cim/message.ts'
import type { SendRequest } from '../../messenger/send-request.ts'
import { askBeforeSend } from '../hooks.ts'
import type { Parts } from '../parts.ts'
import { partiesOfMessage } from './failed-notification.ts'

/** The hook's answer for a request; null when it leaves the request out. */
export type Offered = SendRequest | null

/**
 * Calls the host's hook for all requests of a message that were not sent before. When it fails, none of them has gone
 * out.
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
 * Calls the host's hook for one request.
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
