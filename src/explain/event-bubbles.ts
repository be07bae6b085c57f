import { type CimMessage, parseCimMessage } from '../cim/message.ts'
import { describePath } from '../errors.ts'
import { eventToCim, type InboundContext } from '../inbound/index.ts'
import type { MessengerEvent } from '../messenger/event.ts'
import { isObject } from '../messenger/reading.ts'
import { listAt, textAt, valueAt } from '../outbound/open.ts'
import type { Bubble, BubbleContent } from './bubble.ts'
import { deskContents } from './desk.ts'
import type { ExplainedMessage } from './explanation.ts'
import { titleOf } from './kinds.ts'
import { placeMessages } from './message-places.ts'
import type { Path } from './paths.ts'
import { templateContent } from './template.ts'

/** What the agent sees of the messages that an event became. */
export function agentBubbles(messages: readonly ExplainedMessage[]): Bubble[] {
  return messages.flatMap(({ message, path }) => bubblesOf(parseCimMessage(message), path))
}

/** What one side sees of a CIM message. */
export function bubblesOf({ id, header, body }: CimMessage, path: string): Bubble[] {
  const side =
    header.sender?.type === 'CONNECTOR' || header.sender?.type === 'CUSTOMER'
      ? 'customer'
      : 'business'
  const quoted = header.originalMessageId ?? header.replyToMessageId
  const isEdit = header.intent === 'UPDATE'
  return deskContents(body).map((content, index) => ({
    side,
    path,
    content,
    id,
    ...(index === 0 && quoted && !isEdit && { quotes: quoted }),
    ...(isEdit && { isEdit: true }),
  }))
}

/** What the customer sees of an event in Messenger: what they or the Page wrote, even if CX gets none of it. */
export function customerBubbles(
  event: MessengerEvent,
  path: Path,
  context: InboundContext,
): Bubble[] {
  const place = describePath(path)
  const side = event.kind === 'echo' ? 'business' : 'customer'
  const own = ownContent(event)
  if (own !== undefined) return [{ side, path: place, content: own, ...quoteOf(event) }]
  const all = eventToCim(withoutMarks(event), {
    ...context,
    appId: undefined,
    echoes: 'translate',
    standby: 'translate',
  })
  if (all.messages.length === 0)
    return [{ side, path: place, content: { kind: 'notice', text: titleOf(event.kind) } }]
  return placeMessages(all.messages, event, path).flatMap(({ message, path: part }, index) => {
    const shown = templateAt(event, part) ?? deskContents(parseCimMessage(message).body)
    return shown.map((content) => ({
      side,
      path: part,
      content,
      ...(message.header.providerMessageId && { id: message.header.providerMessageId }),
      ...(index === 0 && quoteOf(event)),
      ...(event.kind === 'edit' && { isEdit: true }),
    }))
  })
}

/** An echo without the marks of its sender: Messenger shows all echoes alike. */
function withoutMarks(event: MessengerEvent): MessengerEvent {
  if (event.kind !== 'echo') return event
  return { ...event, message: { ...event.message, metadata: undefined, app_id: undefined } }
}

/** The content of events that Messenger does not show as a message. */
function ownContent(event: MessengerEvent): BubbleContent | undefined {
  if (event.kind === 'delivery') return { kind: 'status', status: 'delivered', text: 'Delivered' }
  if (event.kind === 'read') return { kind: 'status', status: 'read', text: 'Seen' }
  if (event.kind !== 'reaction') return undefined
  const { action, emoji, reaction } = event.reaction
  return { kind: 'reaction', emoji: emoji || reaction || '', isTakenBack: action === 'unreact' }
}

function quoteOf(event: MessengerEvent): { quotes?: string } {
  if (event.kind === 'reaction') return event.reaction.mid ? { quotes: event.reaction.mid } : {}
  const mid =
    event.kind === 'message' || event.kind === 'echo' ? event.message.reply_to?.mid : undefined
  return mid ? { quotes: mid } : {}
}

/** A template as Messenger shows it; CX gets only its words. */
function templateAt(event: MessengerEvent, path: string): BubbleContent[] | undefined {
  if (event.kind !== 'message' && event.kind !== 'echo') return undefined
  const index = /attachments\[(\d+)\]$/.exec(path)?.[1]
  const attachment = listAt(event.message, 'attachments')[Number(index ?? Number.NaN)]
  const payload = valueAt(attachment, 'payload')
  const isTemplate = textAt(attachment, 'type') === 'template' && isObject(payload)
  return isTemplate ? [templateContent(valueAt(attachment, 'raw', 'payload'))] : undefined
}
