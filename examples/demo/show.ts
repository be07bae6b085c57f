import { styleText } from 'node:util'
import type { EmittedBody, EmittedCimMessage, MessageRequest, SendRequest } from 'messenger-cim'
import type { Outcome } from './conversation.ts'
import type { Played } from './play.ts'

/** The longest piece of a text that is shown, in characters. */
const longest = 64

/** What the demo did. */
export type Summary = {
  ok: boolean
  steps: number
  failed: number
  hostExitCode: number | null
  messages: number
  requests: number
  stored: number
  uploaded: number
  ms: number
}

const people = { customer: 'Sara ', agent: 'Amina' } as const

/** A step for people: what was posted, and below it what it became. */
export function showStep({ step, from, title, said, outcome, differences }: Played): string {
  const isRight = differences.length === 0
  const mark = isRight ? styleText('green', '✓') : styleText('red', '✗')
  const number = String(step).padStart(3)
  const who = styleText('bold', people[from])
  const head = `${mark} ${number} ${who} ${styleText('cyan', title)}: ${clipped(said)}`
  const wrong = differences.map((difference) => styleText('red', `✗ ${difference}`))
  return [head, ...[...showOutcome(outcome), ...wrong].map((line) => `      ${line}`)].join('\n')
}

/** Where everything is. */
export function showPlaces(places: Readonly<Record<string, string>>): string {
  const names: Record<string, string> = {
    host: 'the host of examples/express',
    graph: 'stand-in for the Graph API',
    ccm: 'stand-in for CCM',
    fileEngine: 'stand-in for File Engine',
    cdn: 'stand-in for Meta’s CDN',
  }
  const lines = Object.entries(places).map(([key, url]) => `  ${url.padEnd(24)} ${names[key]}`)
  return [
    'A customer (Sara, in Messenger) and an agent (Amina, in CX), through the connector:',
    '',
    ...lines,
    '',
  ].join('\n')
}

/** How it went. */
export function showSummary(summary: Summary): string {
  const { ok, steps, failed, messages, requests, stored, uploaded, ms, hostExitCode } = summary
  const counts = `${messages} CIM messages, ${requests} requests to Graph, ${stored} files to File Engine, ${uploaded} to Meta`
  const result = ok
    ? styleText('green', `✓ ${steps} steps as expected`)
    : styleText('red', `✗ ${failed} of ${steps} steps otherwise than expected`)
  const exit =
    hostExitCode === 0 ? '' : `\n${styleText('red', `✗ the host ended with ${hostExitCode}`)}`
  return `\n${result}: ${counts}, in ${(ms / 1000).toFixed(1)} s${exit}`
}

/** What the host passed on. */
export function showOutcome({ status, messages, requests, uploaded }: Outcome): string[] {
  const lines = [
    ...messages.map((message) => arrow('CCM', showMessage(message))),
    ...uploaded.map((name) => arrow('Meta', `${name}, uploaded from File Engine`)),
    ...requests.map((request) => arrow('Graph', showRequest(request))),
  ]
  if (status >= 400) return [arrow(String(status), 'refused, and nothing was passed on'), ...lines]
  return lines.length > 0 ? lines : [arrow('–', 'nothing was passed on')]
}

function arrow(to: string, what: string): string {
  return `${styleText('dim', '→')} ${to.padEnd(5)} ${what}`
}

function showMessage({ header, body }: EmittedCimMessage): string {
  const attributes = header.channelData.additionalAttributes
    .filter(({ key }) => ['MESSAGE_TYPE', 'mediaNote'].includes(key) || key.endsWith('Payload'))
    .map(({ key, value }) => `${key} ${value}`)
  const quote = header.intent === 'REPLY_TO' ? [`quotes ${short(header.originalMessageId)}`] : []
  return [`${body.type.padEnd(8)} ${showBody(body)}`, ...quote, ...attributes].join(' · ')
}

function showBody(body: EmittedBody): string {
  switch (body.type) {
    case 'IMAGE':
    case 'AUDIO':
    case 'VIDEO':
    case 'FILE': {
      const { mediaUrl, mimeType, size } = body.attachment
      return `${mimeType}, ${size} bytes, ${showMedium(mediaUrl)}`
    }
    case 'STICKER':
      return `${body.stickerId}, ${showMedium(body.mediaUrl)}`
    case 'DELIVERYNOTIFICATION':
      return `${body.status} ${short(body.messageId)}`
    case 'PLAIN':
    case 'URL':
      return clipped(body.markdownText)
    default:
      return clipped(JSON.stringify(body))
  }
}

function showMedium(mediaUrl: string): string {
  const name = /filename=([^&]+)/.exec(mediaUrl)?.[1]
  return name === undefined ? `at ${mediaUrl}` : `in File Engine: ${decodeURIComponent(name)}`
}

function showRequest(request: SendRequest): string {
  if (!('message' in request)) return request.sender_action
  const { message, reply_to } = request
  const replies = message.quick_replies?.map((reply) => ('title' in reply ? reply.title : ''))
  const extras = [
    ...(replies ? [`quick replies: ${replies.join(', ')}`] : []),
    ...(reply_to ? [`quotes ${short(reply_to.mid)}`] : []),
  ]
  return [showContent(message), ...extras].join(' · ')
}

function showContent({ text, attachment }: MessageRequest['message']): string {
  if (text !== undefined)
    return `text     ${String(text.length).padStart(4)} characters: ${clipped(text)}`
  return `${(attachment?.type ?? '').padEnd(8)} ${clipped(JSON.stringify(attachment?.payload))}`
}

function short(id: string | null | undefined): string {
  return `${id?.slice(0, 13)}…`
}

function clipped(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ')]
  if (characters.length <= longest) return characters.join('')
  return `${characters.slice(0, longest - 1).join('')}…`
}
