import type { Bubble } from 'messenger-cim/explain'
import { clip, escaped, textWidth, wrap } from './text.ts'

/** Something drawn from its own left upper corner. */
export type Drawn = { svg: string; width: number; height: number }

type Look = {
  /** The class of its ground. */
  ground: 'blue' | 'grey' | 'white' | 'desk'
  /** The most that it may be wide. */
  width: number
  /** The words of the message that it quotes. */
  quoted: string | undefined
}

const size = 15
const small = 13
const lineHeight = 20
const padding = 12

/** What one side sees of a message. */
export function drawBubble(bubble: Bubble, { ground, width, quoted }: Look): Drawn {
  const { content, quickReplies = [] } = bubble
  switch (content.kind) {
    case 'sticker':
      return drawSticker()
    case 'buttons':
      return under(
        drawText(content.text, { ground, width, quoted }),
        drawTaps(
          content.buttons.map(({ title }) => title),
          width,
        ),
      )
    case 'text':
      return under(drawText(content.text, { ground, width, quoted }), drawTaps(quickReplies, width))
    default:
      throw new Error(`The picture has no drawing of: ${content.kind}`)
  }
}

/** Several images side by side. */
export function drawImages(names: readonly string[], width: number): Drawn {
  const gap = 6
  const side = Math.min(68, Math.floor((width - gap * (names.length - 1)) / names.length))
  const images = names.map((name, index) => {
    const crack = name.includes('crack') ? '<path class="line" d="M25 17l4 5-5 4 4 5"/>' : ''
    return `<g transform="translate(${index * (side + gap)}) scale(${side / 50})"><rect width="50" height="50" rx="8" fill="${grounds[index % grounds.length]}"/><path class="line" d="M18 31l5-16h6l5 16zM26 31v9M19 41h14"/>${crack}</g>`
  })
  return { svg: images.join(''), width: names.length * (side + gap) - gap, height: side }
}

/** Grounds of images. */
const grounds = ['#7d93c9', '#a583b4', '#cf8f7d']

function drawText(text: string, { ground, width, quoted }: Look): Drawn {
  const colour = ground === 'blue' ? ' on-blue' : ''
  const room = width - 2 * padding
  const lines = wrap(text, size, room)
  const quote = quoted === undefined ? '' : clip(quoted, small, room - 10)
  const top = quote === '' ? 0 : 24
  const needed = [
    ...lines.map((line) => textWidth(line, size)),
    quote && textWidth(quote, small) + 10,
  ]
  const own = Math.ceil(Math.max(...needed.map(Number))) + 2 * padding
  const height = top + lines.length * lineHeight + 15
  const said = lines.map(
    (line, index) =>
      `<text class="words${colour}" x="${padding}" y="${top + 22 + index * lineHeight}">${escaped(line)}</text>`,
  )
  const quoting =
    quote &&
    `<path class="bar${colour}" d="M${padding + 1} 12v15"/><text class="soft${colour}" x="${padding + 10}" y="24">${escaped(quote)}</text>`
  return {
    svg: `<rect class="${ground}" width="${own}" height="${height}" rx="16"/>${quoting}${said.join('')}`,
    width: own,
    height,
  }
}

/** Answers to tap, in a row, or one below the other where that is too wide. */
function drawTaps(titles: readonly string[], width: number): Drawn {
  const gap = 6
  const widths = titles.map((title) => Math.ceil(textWidth(title, 14)) + 24)
  const isRow = widths.reduce((sum, own) => sum + own + gap, -gap) <= width
  const places = titles.map((_, index) =>
    isRow
      ? { x: widths.slice(0, index).reduce((sum, own) => sum + own + gap, 0), y: 0 }
      : { x: 0, y: index * 36 },
  )
  const taps = titles.map((title, index) => {
    const { x = 0, y = 0 } = places[index] ?? {}
    const own = widths[index] ?? 0
    return `<g transform="translate(${x} ${y})"><rect class="tap" width="${own}" height="30" rx="15"/><text class="tapped" font-size="14" text-anchor="middle" x="${own / 2}" y="20">${escaped(title)}</text></g>`
  })
  return {
    svg: taps.join(''),
    width: Math.max(0, ...widths.map((own, index) => own + (places[index]?.x ?? 0))),
    height: titles.length === 0 ? 0 : (places.at(-1)?.y ?? 0) + 30,
  }
}

function under(upper: Drawn, lower: Drawn): Drawn {
  if (lower.height === 0) return upper
  const y = upper.height + 8
  return {
    svg: `${upper.svg}<g transform="translate(0 ${y})">${lower.svg}</g>`,
    width: Math.max(upper.width, lower.width),
    height: y + lower.height,
  }
}

/** The thumb that Messenger's users send most. */
function drawSticker(): Drawn {
  const thumb =
    'M4 20h8v22H4zM15 21l8-16c4 0 6 3 5 7l-1 6h13c3 0 5 3 4 6l-4 14c-1 3-3 4-5 4H21l-6-3z'
  return { svg: `<path class="thumb" d="${thumb}"/>`, width: 48, height: 46 }
}
