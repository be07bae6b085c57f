import type { EmittedCimMessage } from '../cim/emitted.ts'
import type { MessengerEvent } from '../messenger/event.ts'

/**
 * What a message for CX is known by in the log: its id. A reaction keeps its id when the person picks another
 * emoji (so that taking it back can name it), and so is told apart by emoji and time as well.
 */
export function logKey(event: MessengerEvent, { id, body, header }: EmittedCimMessage): string {
  if (event.kind !== 'reaction' || body.type !== 'PLAIN') return id
  return `${id}:${body.markdownText}:${header.timestamp}`
}

/** What one of several requests made from a message of CX is known by in the log. */
export function requestKey(cimId: string, index: number): string {
  return `${cimId}#${index}`
}
