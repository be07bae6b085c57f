import {
  type Bubble,
  bubbleInWords,
  type CimMessageExplanation,
  type Counts,
  type Explanation,
  type Problem,
  type Summary,
  type WebhookExplanation,
} from '../explain/index.ts'
import type { Shown } from './explain.ts'
import { momentInWords } from './moment.ts'
import { type Paint, printable } from './terminal.ts'

/** An explanation for people. */
export function showExplanation({ source, line, explanation }: Shown, paint: Paint): string {
  const place = line === undefined ? '' : paint('quiet', `line ${line}  `)
  const title = explanation.kind === 'unreadable' ? [] : [place + paint('title', explanation.title)]
  return [...title, ...partsOf(explanation, source, paint), ''].join('\n')
}

function partsOf(explanation: Explanation, source: string, paint: Paint): string[] {
  const problems = explanation.problems.map((problem) => showProblem(problem, source, paint))
  if (explanation.kind === 'webhook') return [...problems, ...showEvents(explanation, paint)]
  if (explanation.kind === 'cim-message') return [...showMessage(explanation, paint), ...problems]
  if (explanation.kind === 'unreadable') return problems
  const parts = explanation.parts.flatMap((part) => [
    '',
    paint('quiet', part.path),
    ...(part.explanation.kind === 'unreadable' ? [] : [paint('title', part.explanation.title)]),
    ...partsOf(part.explanation, source, paint),
  ])
  return [...parts, '', showSummary(explanation.summary, paint)]
}

/** `webhook.json:5:3 entry[0].messaging[1].sender: Expected who it is from or to.` */
function showProblem(
  { path, what, right, line, column }: Problem,
  source: string,
  paint: Paint,
): string {
  const position = [line, column].filter((number) => number !== undefined)
  const where = [[source, ...position].join(':'), path].filter(Boolean).join(' ')
  return `${paint('problem', `✗ ${where}:`)} ${printable(what)}${right === '' ? '' : ` ${right}`}`
}

function showEvents({ events, conversation }: WebhookExplanation, paint: Paint): string[] {
  return events.flatMap((event) => {
    const left = [...conversation.agent]
    const time = event.timestamp ? `  ${paint('quiet', momentInWords(event.timestamp))}` : ''
    const messages = event.messages.flatMap(({ message, path }) => {
      const shown = left.filter((bubble) => bubble.path === path)
      const quoted = message.header.originalMessageId
      return [
        `  ${paint('good', `→ ${message.body.type}`)}  ${paint('path', path)}`,
        ...(quoted ? [paint('quiet', `      ${message.header.intent ?? 'about'} ${quoted}`)] : []),
        ...shown.slice(0, 1).flatMap((bubble) => wordsOf(bubble)),
      ]
    })
    const skipped = event.skipped.flatMap(({ reason, why, detail, path }) => [
      `  ${paint('notice', `– skipped: ${reason}`)}  ${paint('path', path)}`,
      `      ${why}`,
      paint('quiet', `      ${printable(detail)}`),
    ])
    return ['', `${event.title}${time}  ${paint('path', event.path)}`, ...messages, ...skipped]
  })
}

function showMessage(explanation: CimMessageExplanation, paint: Paint): string[] {
  const { conversation, requests, adjustments, direction } = explanation
  const isToCx = direction === 'to-cx'
  const sent = requests.flatMap(({ path }, index) => {
    const number = requests.length > 1 ? ` ${index + 1} of ${requests.length}` : ''
    const bubbles = conversation.customer.filter((bubble) => bubble.path === path)
    return [
      `  ${paint('good', `→ request${number}`)}  ${paint('path', path)}`,
      ...bubbles
        .slice(index - requests.findIndex((request) => request.path === path))
        .slice(0, 1)
        .flatMap((bubble) => wordsOf(bubble)),
    ]
  })
  const changed = adjustments.flatMap(({ kind, why, detail, path }) => [
    `  ${paint('notice', `~ ${kind}`)}  ${paint('path', path)}`,
    `      ${why}`,
    paint('quiet', `      ${printable(detail)}`),
  ])
  return [
    '',
    'The agent sees',
    ...conversation.agent.flatMap((bubble) => wordsOf(bubble)),
    ...(isToCx ? [] : ['', sent.length > 0 ? 'The customer sees' : 'The customer sees nothing']),
    ...sent,
    ...changed,
  ]
}

function wordsOf(bubble: Bubble): string[] {
  return printable(bubbleInWords(bubble))
    .split('\n')
    .map((line) => `      ${line}`)
}

/** A summary for people. */
export function showSummary(summary: Summary, paint: Paint): string {
  const rows = [
    ['read', `${summary.read}`],
    ['unreadable', summary.unreadable > 0 ? paint('problem', `${summary.unreadable}`) : ''],
    ['events', counts(summary.events)],
    ['messages', counts(summary.messages)],
    ['skipped', counts(summary.skipped)],
    ['CIM bodies', counts(summary.bodies)],
    ['requests', summary.requests > 0 ? `${summary.requests}` : ''],
    ['adjusted', counts(summary.adjustments)],
    ['refused', summary.refused > 0 ? paint('problem', `${summary.refused}`) : ''],
  ]
  const lines = rows
    .filter(([, text]) => text !== '')
    .map(([name = '', text]) => `  ${name.padEnd(12)}${text}`)
  return [paint('title', 'Summary'), ...lines].join('\n')
}

/** The counts, the most frequent first. */
function counts(all: Counts): string {
  return Object.entries(all)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => `${printable(name)} ${count}`)
    .join(', ')
}
