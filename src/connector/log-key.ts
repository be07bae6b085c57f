import type { EmittedCimMessage } from '../cim/emitted.ts'
import type { MessengerEvent } from '../messenger/event.ts'
import type { RequestKey } from '../messenger/metadata.ts'

/**
 * The key of a message for CX in the log: its id. A reaction keeps its id when the person picks another emoji, so that
 * a removal can name it. Its key therefore also holds emoji and time.
 */
export function logKey(event: MessengerEvent, { id, body, header }: EmittedCimMessage): string {
  if (event.kind !== 'reaction' || body.type !== 'PLAIN') return id
  return `${id}:${body.markdownText}:${header.timestamp}`
}

/**
 * The key of a request of a message from CX in the log. The first request has the message's own id. Requests go in
 * order, so an entry for the message shows that the first was sent.
 */
export function requestKey({ cimId, index }: RequestKey): string {
  return index === 0 ? cimId : `${cimId}#${index}`
}
