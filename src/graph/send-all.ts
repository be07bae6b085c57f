import * as z from 'zod'
import { readPayload, SendAbortedError } from '../errors.ts'
import type { SendRequest } from '../messenger/send-request.ts'
import { checkSendRequest } from './check.ts'
import type { CallOptions, Connection } from './request.ts'
import { customerOf, post, type SendResult, send } from './send.ts'

/** Sends requests one after another. See `sendAll` of the client. */
export async function sendAll(
  connection: Connection,
  requests: readonly SendRequest[],
  { signal }: CallOptions = {},
): Promise<SendResult[]> {
  const checked = readPayload('send_request', listSchema, requests).map((request, index) =>
    checkSendRequest(request, [index]),
  )
  const customers = new Set(checked.map(({ recipient }) => customerOf(recipient)))
  const [customer] = customers
  if (customer === undefined || customers.size > 1) {
    return await inTurn(checked, (request) => send(connection, request, { signal }))
  }
  try {
    return await connection.pacer.inOrder(
      customer,
      () => inTurn(checked, (request) => post(connection, request, signal)),
      signal,
    )
  } catch (reason) {
    throw reason instanceof SendAbortedError ? reason : new SendAbortedError([], 0, reason)
  }
}

const listSchema = z.array(z.unknown())

async function inTurn(
  requests: readonly SendRequest[],
  sendOne: (request: SendRequest) => Promise<SendResult>,
): Promise<SendResult[]> {
  const sent: SendResult[] = []
  for (const request of requests) {
    try {
      sent.push(await sendOne(request))
    } catch (cause) {
      throw new SendAbortedError(sent, sent.length, cause)
    }
  }
  return sent
}
