import type { BodyOf, BodyType } from '../cim/body.ts'
import type { CimHeader } from '../cim/header.ts'
import type { Recipient } from '../messenger/recipient.ts'
import type { MessageRequest, OutgoingMessage } from '../messenger/send-request.ts'
import type { Adjustment } from './adjustment.ts'
import type { OutboundContext } from './context.ts'

/** The content of one request: a message, which may set its own class, or a sender action. */
export type Content =
  | { message: OutgoingMessage; sentAs?: MessageClass }
  | { sender_action: SenderAction }

type SenderAction = 'typing_on' | 'typing_off' | 'mark_seen'

/** The class under which Meta lets a message through. */
export type MessageClass = Pick<MessageRequest, 'messaging_type' | 'tag'>

/** A body for Messenger before it is addressed: its contents in order. */
export type Rendering = {
  contents: readonly Content[]
  adjustments: readonly Adjustment[]
  /** The recipient instead of the customer's conversation: the author of a comment. */
  recipient?: Recipient
}

/** What a handler may read besides the body. */
export type Sending = { id: string; header: CimHeader; context: OutboundContext }

/** Renders bodies of one type. */
export type BodyHandler<K extends BodyType> = (body: BodyOf<K>, sending: Sending) => Rendering

/** A rendering of messages. */
export function messages(
  list: readonly OutgoingMessage[],
  adjustments: readonly Adjustment[] = [],
): Rendering {
  return { contents: list.map((message) => ({ message })), adjustments }
}

/** A rendering of a sender action. */
export function action(sender_action: SenderAction): Rendering {
  return { contents: [{ sender_action }], adjustments: [] }
}

/** A rendering with nothing but adjustments. */
export function adjusted(adjustments: readonly Adjustment[]): Rendering {
  return { contents: [], adjustments }
}

/** Several renderings for the same customer as one, in order. */
export function inOrder(...renderings: readonly Rendering[]): Rendering {
  const contents: Content[] = []
  const all: Adjustment[] = []
  for (const rendering of renderings) {
    for (const content of rendering.contents) contents.push(content)
    for (const adjustment of rendering.adjustments) all.push(adjustment)
  }
  return { contents, adjustments: all }
}
