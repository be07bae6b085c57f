import type { EmittedCimMessage } from '../cim/emitted.ts'
import { describePath } from '../errors.ts'
import { withoutRepeats } from '../inbound/attachments/repeats.ts'
import { contentsOf, type MessengerEvent } from '../messenger/event.ts'
import { isObject } from '../messenger/reading.ts'
import type { ExplainedMessage } from './explanation.ts'
import { existing, type Path } from './paths.ts'

/** Each message with the part of the event that it comes from: its text first, then each attachment. */
export function placeMessages(
  messages: readonly EmittedCimMessage[],
  event: MessengerEvent,
  path: Path,
): ExplainedMessage[] {
  const parts = partsOf(event)
  const texts = messages.length - parts.length
  return messages.map((message, index) => {
    const part = texts >= 0 && index >= texts ? parts[index - texts] : textOf(event)
    return { message, path: describePath([...path, ...existing(event.raw, part ?? [])]) }
  })
}

/** The paths of the attachments that become messages; repeats do not. */
function partsOf(event: MessengerEvent): Path[] {
  if (event.kind !== 'message' && event.kind !== 'echo') return []
  const all = event.message.attachments ?? []
  const kept = new Set(withoutRepeats(event.message))
  return all.flatMap((attachment, index): Path[] =>
    kept.has(attachment) ? [['message', 'attachments', index]] : [],
  )
}

/** The path of the text of an event. */
function textOf(event: MessengerEvent): Path {
  if (event.kind === 'message' || event.kind === 'echo') return ['message', 'text']
  const { raw } = event
  if (!isObject(raw)) return []
  const key = Object.keys(raw).find((name) =>
    contentsOf({ [name]: raw[name] }).kinds.includes(event.kind),
  )
  return key === undefined ? [] : [key]
}
