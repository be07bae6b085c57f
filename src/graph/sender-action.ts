import type { SenderActionRequest } from '../messenger/send-request.ts'
import type { CallOptions, Connection } from './request.ts'
import { send } from './send.ts'

/** What to show a customer besides messages; reactions have methods of their own. */
export type SenderAction = 'typing_on' | 'typing_off' | 'mark_seen'

/** Shows typing, or marks the conversation as seen. See `senderAction` of the client. */
export async function senderAction(
  connection: Connection,
  psid: string,
  action: SenderAction,
  options?: CallOptions,
): Promise<void> {
  await act(connection, { recipient: { id: psid }, sender_action: action }, options)
}

/** Puts an emoji on a message. See `react` of the client. */
export async function react(
  connection: Connection,
  psid: string,
  { mid, emoji }: { mid: string; emoji: string },
  options?: CallOptions,
): Promise<void> {
  const payload = { message_id: mid, reaction: emoji }
  await act(connection, { recipient: { id: psid }, sender_action: 'react', payload }, options)
}

/** Takes the emoji off a message. See `unreact` of the client. */
export async function unreact(
  connection: Connection,
  psid: string,
  mid: string,
  options?: CallOptions,
): Promise<void> {
  const payload = { message_id: mid }
  await act(connection, { recipient: { id: psid }, sender_action: 'unreact', payload }, options)
}

async function act(
  connection: Connection,
  request: SenderActionRequest,
  options: CallOptions | undefined,
): Promise<void> {
  await send(connection, request, options)
}
