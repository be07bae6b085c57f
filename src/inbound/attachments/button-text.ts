import type { MessengerAttachment } from '../../messenger/attachment.ts'
import type { EventOf } from '../../messenger/event.ts'
import { readTemplate } from '../../messenger/shown-template.ts'
import { withoutSpace } from '../../text/without-space.ts'

type Message = EventOf<'message'>['message']

/**
 * Moves the text of a message into its button template when it is the template's text, as in echoes. So both become one
 * message. Returns any other message unchanged.
 */
export function withText(message: Message): Message {
  const { text, attachments } = message
  const found = text ? attachments?.find((attachment) => isAbove(text, attachment)) : undefined
  if (!text || !found) return message
  const others = (attachments ?? []).filter((attachment) => attachment !== found)
  const whole = { ...found, payload: { ...found.payload, text } }
  return { ...message, text: undefined, attachments: [whole, ...others] }
}

/** Whether a text is the one above the buttons of a template. */
function isAbove(text: string, { type, payload }: MessengerAttachment): boolean {
  if (type !== 'template') return false
  const shown = readTemplate(payload)
  const hasButtons = shown.template_type === 'button' || !!shown.buttons?.length
  return hasButtons && (!shown.text || withoutSpace(shown.text) === withoutSpace(text))
}
