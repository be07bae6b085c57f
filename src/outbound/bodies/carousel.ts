import type { BodyOf } from '../../cim/body.ts'
import { limits } from '../../messenger/limits.ts'
import { type Card, cardOf, type GenericElement } from '../card.ts'
import { invalid } from '../invalid.ts'
import { adjusted, inOrder, messages, type Rendering, type Sending } from '../rendering.ts'
import { showText, textMessages } from '../text.ts'

/**
 * CAROUSEL: its text, then generic templates with as many elements as one takes. Messenger allows no card with only a
 * text, so such an element goes as a text, in its place.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/template/generic
 */
export function carousel(
  { elements, markdownText }: BodyOf<'CAROUSEL'>,
  sending: Sending,
): Rendering {
  const cards = elements.map((element, index) => cardOf(element, index, sending))
  const rendering = inOrder(
    textMessages(showText(markdownText, sending)),
    ...rowsOf(cards).map((row) =>
      typeof row === 'string' ? textMessages({ text: row, adjustments: [] }) : template(row),
    ),
    adjusted(cards.flatMap(({ adjustments }) => adjustments)),
  )
  if (rendering.contents.length > 0) return rendering
  throw invalid(['body', 'elements'], 'expected an element that shows something')
}

/** Groups neighbouring cards, as many as a template takes; texts stay between them. */
function rowsOf(cards: readonly Card[]): (GenericElement[] | string)[] {
  const rows: (GenericElement[] | string)[] = []
  for (const { content } of cards) {
    const row = rows.at(-1)
    if (content === '') continue
    if (typeof content === 'string') rows.push(content)
    else if (Array.isArray(row) && row.length < limits.elements.max) row.push(content)
    else rows.push([content])
  }
  return rows
}

function template(elements: GenericElement[]): Rendering {
  const payload = { template_type: 'generic', elements } as const
  return messages([{ attachment: { type: 'template', payload } }])
}
