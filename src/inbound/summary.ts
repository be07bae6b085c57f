import type { MessengerEvent } from '../messenger/event.ts'
import { isListOfTexts } from './attribute-of.ts'
import { type AttributeList, none } from './attributes.ts'
import { compose, midOf } from './compose.ts'
import type { InboundContext } from './context.ts'
import { jsonOf } from './json.ts'
import type { InboundTranslation } from './translation.ts'

/** An event without text of its own, in words: a heading and its details. */
export function summary(
  event: MessengerEvent,
  context: InboundContext,
  heading: string,
  lines: readonly string[],
  attributes: AttributeList = none,
): InboundTranslation {
  const message = compose(event, context, {
    key: { mid: midOf(event, undefined) },
    body: { type: 'PLAIN', markdownText: [heading, ...lines].join('\n') },
    attributes,
  })
  return { messages: [message], skipped: [] }
}

/** A person's answer of any type, as a text: a text unchanged, several texts in one line, anything else as JSON. */
export function answerText(answer: unknown): string {
  if (typeof answer === 'string') return answer
  if (answer === undefined || answer === null) return ''
  return isListOfTexts(answer) ? answer.join(', ') : jsonOf(answer)
}
