import {
  type Bubble,
  type BubbleContent,
  bubbleInWords,
  type Card,
  sizeInWords,
  type Tap,
} from 'messenger-cim/explain'
import { h, icon } from './dom.ts'

/** What somebody wants to see of a bubble: its place in the input. */
export type OnPlace = (path: string) => void

/** One bubble as a list item; its button leads to the part of the input that it comes from. */
export function bubbleItem(
  bubble: Bubble,
  all: readonly Bubble[],
  onPlace: OnPlace,
): HTMLLIElement {
  const { side, content, path } = bubble
  const kind = lineKinds.has(content.kind) ? 'line' : 'said'
  const where = h(
    'button',
    {
      type: 'button',
      class: 'where',
      title: path || 'the whole input',
      'aria-label': `Show in the input: ${path || 'all of it'}`,
    },
    icon('where'),
  )
  where.addEventListener('click', () => onPlace(path))
  const shown = h(
    'div',
    { class: `bubble ${content.kind}` },
    ...partsOf(bubble, quoteIn(bubble, all)),
  )
  const item = h(
    'li',
    {
      class: `row ${side} ${kind}`,
      'data-kind': content.kind,
      'data-path': path,
      'data-words': bubbleInWords(bubble),
    },
    shown,
    where,
  )
  if (bubble.quickReplies !== undefined) item.append(quickReplies(bubble.quickReplies))
  return item
}

/** What is no bubble but a line between them. */
const lineKinds: ReadonlySet<BubbleContent['kind']> = new Set([
  'notice',
  'status',
  'reaction',
  'typing',
])

/** The words of what a bubble quotes, where that is in the same conversation. */
function quoteIn({ quotes }: Bubble, all: readonly Bubble[]): string {
  const quoted = quotes === undefined ? undefined : all.find(({ id }) => id === quotes)
  return quoted === undefined ? 'an earlier message' : bubbleInWords(quoted).replaceAll('\n', ' ')
}

function partsOf({ content, quotes, isEdit }: Bubble, quoted: string): Node[] {
  const lead = content.kind === 'reaction' ? 'to' : 'Replying to'
  const quote = h(
    'p',
    { class: 'quote', title: quotes ?? '' },
    icon('reply'),
    h('span', {}, lead),
    h('q', {}, quoted),
  )
  const edited = isEdit ? [h('p', { class: 'edited' }, 'Edited')] : []
  return [...(quotes === undefined ? [] : [quote]), ...contentOf(content), ...edited]
}

function contentOf(content: BubbleContent): Node[] {
  switch (content.kind) {
    case 'text':
      return [h('p', { class: 'words' }, content.text)]
    case 'notice':
      return [h('p', {}, content.text)]
    case 'image':
    case 'video':
      return [picture(content.kind, content.name, detailOf(content))]
    case 'audio':
      return [
        h(
          'p',
          { class: 'player' },
          icon('play'),
          h('span', { class: 'wave', 'aria-hidden': 'true' }),
          h('span', { class: 'visually-hidden' }, 'Audio: '),
          small(content.name),
        ),
      ]
    case 'file':
      return [
        h(
          'p',
          { class: 'attached' },
          icon('file'),
          h('span', {}, h('b', {}, content.name), small(detailOf(content))),
        ),
      ]
    case 'sticker':
      return [
        h(
          'p',
          { class: 'stuck' },
          icon('sticker'),
          h('span', { class: 'visually-hidden' }, 'Sticker '),
          small(content.stickerId),
        ),
      ]
    case 'location':
      return location(content)
    case 'link':
      return [
        h(
          'p',
          { class: 'linked' },
          h('b', {}, content.title),
          content.title === content.url ? undefined : small(content.url),
        ),
      ]
    case 'buttons':
      return [h('p', { class: 'words' }, content.text), ...taps(content.buttons)]
    case 'cards':
      return [
        h(
          'ul',
          { class: 'deck', tabindex: '0', 'aria-label': `Cards: ${content.cards.length}` },
          ...content.cards.map(cardItem),
        ),
      ]
    case 'receipt':
      return receipt(content)
    case 'template':
      return [
        h('p', { class: 'words' }, h('b', {}, content.name)),
        h(
          'small',
          {},
          ['Template', content.language, ...content.values].filter(Boolean).join(' · '),
        ),
      ]
    case 'contact':
      return content.contacts.map(({ name, lines }) =>
        h(
          'p',
          { class: 'attached' },
          icon('person'),
          h('span', {}, h('b', {}, name), ...lines.map(small)),
        ),
      )
    case 'reaction':
      return [
        h('p', {}, content.isTakenBack ? 'Took the reaction back' : `Reacted ${content.emoji}`),
      ]
    case 'status':
      return [
        h(
          'p',
          {},
          icon(content.status === 'failed' ? 'failed' : 'seen'),
          words(content.status, content.text),
        ),
      ]
    case 'typing':
      return [
        h(
          'p',
          { class: content.isTyping ? 'dots' : '' },
          content.isTyping ? 'Typing' : 'Stopped typing',
        ),
      ]
  }
}

function words(status: string, text: string): string {
  const name = status === 'other' ? text : `${status.charAt(0).toUpperCase()}${status.slice(1)}`
  return text === '' || text.toLowerCase() === status || text === 'Seen' ? name : `${name}: ${text}`
}

function small(text: string): HTMLElement | undefined {
  return text === '' ? undefined : h('small', {}, text)
}

function detailOf({ mimeType, size }: { mimeType: string; size: number }): string {
  return [mimeType, sizeInWords(size)].filter(Boolean).join(' · ')
}

/** Nothing is fetched, so a drawing stands for each picture. */
function picture(kind: 'image' | 'video', name: string, detail: string): HTMLElement {
  return h(
    'figure',
    {},
    h(
      'span',
      { class: `photo ${kind}`, role: 'img', 'aria-label': `${kind}: ${name}` },
      icon(kind),
    ),
    h('figcaption', {}, name, small(detail)),
  )
}

function location({
  name,
  address,
  latitude,
  longitude,
}: Extract<BubbleContent, { kind: 'location' }>): Node[] {
  const place = `${latitude}, ${longitude}`
  return [
    h('span', { class: 'map', role: 'img', 'aria-label': `Map of ${place}` }, icon('pin')),
    h('p', {}, h('b', {}, name || 'Location'), small(address), small(place)),
  ]
}

function taps(buttons: readonly Tap[]): Node[] {
  if (buttons.length === 0) return []
  return [
    h(
      'ul',
      { class: 'taps' },
      ...buttons.map(({ title, does }) => h('li', {}, icon(does), h('span', {}, title))),
    ),
  ]
}

function cardItem({ title, subtitle, imageUrl, buttons }: Card): HTMLLIElement {
  return h(
    'li',
    { class: 'card' },
    imageUrl === ''
      ? undefined
      : h('span', { class: 'photo image', 'aria-hidden': 'true' }, icon('image')),
    h('p', {}, h('b', {}, title), small(subtitle)),
    ...taps(buttons),
  )
}

function receipt({
  order,
  recipient,
  payment,
  items,
  totals,
}: Extract<BubbleContent, { kind: 'receipt' }>): Node[] {
  const rows = [
    ...items.map(({ title, detail, amount }) =>
      h('tr', {}, h('td', {}, title, small(detail)), h('td', {}, amount)),
    ),
    ...totals.map(({ label, amount }) =>
      h('tr', { class: label === 'Total' ? 'total' : '' }, h('td', {}, label), h('td', {}, amount)),
    ),
  ]
  return [
    h(
      'p',
      {},
      h('b', {}, `Order ${order}`),
      small([recipient, payment].filter(Boolean).join(' · ')),
    ),
    h('table', {}, h('tbody', {}, ...rows)),
  ]
}

function quickReplies(titles: readonly string[]): HTMLElement {
  return h(
    'ul',
    { class: 'quick', 'aria-label': 'Quick replies' },
    ...titles.map((title) => h('li', {}, title)),
  )
}
