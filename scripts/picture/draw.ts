import { type Bubble, bubbleInWords } from 'messenger-cim/explain'
import { type Drawn, drawBubble, drawImages } from './bubble.ts'
import type { Scene } from './scenes.ts'
import { style } from './style.ts'
import { escaped } from './text.ts'

/** How wide the two panels and the space between them are. */
export type Sizes = { panel: number; middle: number }

type Side = 'customer' | 'agent'

const margin = 14
const head = 56
const gap = 16
const people = { customer: 'Sara', agent: 'Amina' } as const

/** The conversation as an SVG: Messenger on the left, the Agent Desk on the right, each message in a row. */
export function drawConversation(scenes: readonly Scene[], { panel, middle }: Sizes): string {
  const width = 2 * (margin + panel) + middle
  const isWide = middle > 100
  const rows: string[] = []
  let y = margin + head + gap
  for (const [index, scene] of scenes.entries()) {
    const row = drawRow(scene, { panel, middle }, index)
    rows.push(`<g class="step" transform="translate(0 ${y})">${row.svg}</g>`)
    y += row.height + gap
  }
  const height = y + margin
  const right = margin + panel + middle
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">A conversation between a customer in Messenger and an agent in Expertflow CX</title>
<desc id="desc">${escaped(scenes.map(inWords).join('\n'))}</desc>
<style>${style}</style>
<rect class="ground" width="${width}" height="${height}" rx="16"/>
${drawPanel(margin, { width: panel, height: y - margin }, 'Messenger', people.customer)}
${drawPanel(right, { width: panel, height: y - margin }, isWide ? 'CX Agent Desk' : 'CX desk', people.agent)}
${isWide ? `<text class="name" text-anchor="middle" x="${width / 2}" y="${margin + 34}">messenger-cim</text>` : ''}
${rows.join('\n')}
</svg>
`
}

function drawPanel(
  x: number,
  { width, height }: { width: number; height: number },
  name: string,
  person: string,
): string {
  return `<g transform="translate(${x} ${margin})"><rect class="panel" width="${width}" height="${height}" rx="14"/><path class="rule" d="M0 ${head}h${width}"/><text class="name" x="16" y="34">${name}</text><text class="soft" text-anchor="end" x="${width - 16}" y="34">${person}</text></g>`
}

function drawRow(scene: Scene, { panel, middle }: Sizes, index: number): Drawn {
  const isWide = middle > 100
  const target = scene.from === 'customer' ? 'agent' : 'customer'
  const room = panel - 2 * gap - (isWide ? 24 : 0)
  const sides = {
    customer: drawSide(scene, 'customer', room),
    agent: drawSide(scene, 'agent', room),
  }
  const labels = [scene.label, scene.note].filter(Boolean)
  const below = isWide ? 0 : labels.length * 15 + 2
  const own = Math.max(sides.customer.height, sides.agent.height)
  const height = Math.max(own, isWide ? 42 : 0, sides[target].height + below)
  const right = margin + panel + middle
  const placed = (side: Side) => {
    // Messenger shows the customer's own messages on the right, the desk those of the agent.
    const isRight = side === scene.from
    const start = side === 'customer' ? margin : right
    const x = isRight ? start + panel - gap - sides[side].width : start + gap
    const at = 2 * index + (side === target ? 2 : 0)
    const label =
      side === target && !isWide
        ? drawLabels(
            labels,
            isRight ? x + sides[side].width : x,
            sides[side].height + 14,
            isRight ? 'end' : 'start',
          )
        : ''
    return `<g style="--at: ${at}"><g transform="translate(${x})">${sides[side].svg}</g>${label}</g>`
  }
  const from = margin + panel + (isWide ? 14 : 4)
  const arrow = drawArrow(
    from,
    right - (isWide ? 14 : 4),
    Math.min(own / 2, 24) + (isWide ? 4 : 0),
    target,
  )
  const middleLabels = isWide
    ? drawLabels(labels, margin + panel + middle / 2, Math.min(own / 2, 24) - 5, 'middle')
    : ''
  return {
    svg: `${placed('customer')}<g style="--at: ${2 * index + 1}">${arrow}${middleLabels}</g>${placed('agent')}`,
    width: right + panel + margin,
    height,
  }
}

/** What one side sees of a step. */
function drawSide({ from, quoted, ...sides }: Scene, side: Side, width: number): Drawn {
  const bubbles = sides[side]
  const [first] = bubbles
  if (first === undefined) return { svg: '', width: 0, height: 0 }
  if (first.content.kind === 'status') return drawStatus(bubbles)
  const names = bubbles.flatMap(({ content }) => (content.kind === 'image' ? [content.name] : []))
  if (names.length > 0) return drawImages(names, width)
  const own = { customer: 'blue', agent: 'desk' } as const
  const other = { customer: 'grey', agent: 'white' } as const
  return drawBubble(first, { ground: (from === side ? own : other)[side], width, quoted })
}

function drawStatus(bubbles: readonly Bubble[]): Drawn {
  const texts = bubbles.flatMap(({ content }) => (content.kind === 'status' ? [content.text] : []))
  const text = [...new Set(texts)].join(', ')
  return {
    svg: `<path class="bar" d="M1 12l4 4 7-8M10 15l1 1 7-8"/><text class="soft" x="24" y="17">${escaped(text)}</text>`,
    width: 124,
    height: 24,
  }
}

function drawArrow(from: number, to: number, y: number, target: Side): string {
  const head = target === 'agent' ? `M${to - 5} ${y - 5}l5 5-5 5` : `M${from + 5} ${y - 5}l-5 5 5 5`
  return `<path class="arrow" d="M${from} ${y}H${to}${head}"/>`
}

/** The first label above a line, the second below it. */
function drawLabels(
  [label = '', note = '']: readonly string[],
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end',
): string {
  const drop = anchor === 'middle' ? 26 : 15
  const second =
    note &&
    `<text class="code soft" text-anchor="${anchor}" x="${x}" y="${y + drop}">${escaped(note)}</text>`
  return `<text class="code" text-anchor="${anchor}" x="${x}" y="${y}">${escaped(label)}</text>${second}`
}

/** A step in words, for who has the picture read to them. */
function inWords({ from, label, note, ...sides }: Scene): string {
  const words = sides[from].map((bubble) => bubbleInWords(bubble).replaceAll('\n', ' '))
  const becomes = [label, note].filter(Boolean).join(', ')
  return `${people[from]}: ${words.join('; ')}. Sent on as ${becomes}.`
}
