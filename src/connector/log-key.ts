import type { EmittedCimMessage } from '../cim/emitted.ts'
import type { MessengerEvent } from '../messenger/event.ts'
import type { RequestKey } from '../messenger/metadata.ts'

/**
 * What a message for CX is known by in the log: its id. A reaction keeps its id when the person picks another
 * emoji (so that taking it back can name it), so its key also holds emoji and time.
 */
export function logKey(event: MessengerEvent, { id, body, header }: EmittedCimMessage): string {
  if (event.kind !== 'reaction' || body.type !== 'PLAIN') return id
  return `${id}:${body.markdownText}:${header.timestamp}`
}

/**
 * What a request made from a message of CX is known by in the log. The first has the message's own id: requests go in
 * order, so whatever is known of the message was sent after it.
 */
export function requestKey({ cimId, index }: RequestKey): string {
  return index === 0 ? cimId : `${cimId}#${index}`
}
