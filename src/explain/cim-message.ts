import { type CimMessage, parseCimMessage } from '../cim/message.ts'
import { assertReceivable } from '../cim/receivable.ts'
import { describePath } from '../errors.ts'
import type { SendRequest } from '../messenger/send-request.ts'
import { cimToMessenger, type OutboundTranslation } from '../outbound/index.ts'
import { placeOf, whyOf } from './adjustments.ts'
import { assumedOutbound } from './assumed-log.ts'
import { bubblesOf } from './event-bubbles.ts'
import type { CimMessageExplanation, ExplainOptions } from './explanation.ts'
import { existing, firstFilled, type Path } from './paths.ts'
import { type PlacedProblem, problemsOf } from './problem.ts'
import { requestBubbles } from './request-bubbles.ts'

const nothing: OutboundTranslation = { requests: [], adjustments: [] }

/**
 * Explains a CIM message: the requests that carry it to the customer, or for a message of a connector whether CX
 * accepts it.
 * @throws {PayloadError} when it is not a CIM message
 */
export function explainCimMessage(
  input: unknown,
  base: Path,
  options: ExplainOptions,
): CimMessageExplanation {
  const message = parseCimMessage(input)
  const isToCx =
    message.header.sender?.type === 'CONNECTOR' || message.header.sender?.type === 'CUSTOMER'
  const { translation, problems } = isToCx ? received(message) : translated(input, options)
  const { requests, adjustments } = placed(translation, input, base)
  const agent = bubblesOf(message, describePath([...base, ...existing(input, ['body'])]))
  const customer = requests.flatMap(({ request, path }) => requestBubbles(request, path))
  return {
    kind: 'cim-message',
    title: titleOf(message, isToCx),
    direction: isToCx ? 'to-cx' : 'to-customer',
    bodyType: message.body.type,
    requests,
    adjustments,
    conversation: { agent, customer: isToCx ? agent : customer },
    problems: problems.map(({ at, ...problem }) => ({
      ...problem,
      path: describePath([...base, ...at]),
    })),
  }
}

function titleOf({ header, body }: CimMessage, isToCx: boolean): string {
  if (isToCx) return `A CIM message (${body.type}) of the customer, on its way to CX`
  const sender = header.sender?.type?.toLowerCase() ?? 'unknown sender'
  return `A CIM message (${body.type}) of CX (${sender}), on its way to the customer`
}

type Outcome = { translation: OutboundTranslation; problems: PlacedProblem[] }

function translated(input: unknown, options: ExplainOptions): Outcome {
  const context = options.assumeLog ? assumedOutbound(options.outbound) : (options.outbound ?? {})
  try {
    return { translation: cimToMessenger(input, context), problems: [] }
  } catch (error) {
    return { translation: nothing, problems: problemsOf(error, input) }
  }
}

function received(message: CimMessage): Outcome {
  try {
    assertReceivable(message)
    return { translation: nothing, problems: [] }
  } catch (error) {
    return {
      translation: nothing,
      problems: problemsOf(error, message).map((problem) => ({
        ...problem,
        what: `CX would refuse this message: ${problem.what}`,
      })),
    }
  }
}

/** Requests and adjustments with the part of the message that each concerns. */
function placed({ requests, adjustments }: OutboundTranslation, input: unknown, base: Path) {
  return {
    requests: requests.map((request) => ({
      path: describePath([...base, ...existing(input, sourceOf(request, input))]),
      request,
    })),
    adjustments: adjustments.map((adjustment) => ({
      path: describePath([...base, ...existing(input, placeOf(adjustment, input))]),
      kind: adjustment.kind,
      why: whyOf(adjustment.kind),
      detail: adjustment.detail,
    })),
  }
}

/** The part of the message that a request carries. */
function sourceOf(request: SendRequest, input: unknown): Path {
  const texts: Path[] = [
    // Only a medium has one, and it comes before the text.
    ['body', 'caption'],
    ['body', 'markdownText'],
  ]
  const structured: Path[] = [
    ['body', 'attachment'],
    ['body', 'elements'],
    ['body', 'buttons'],
    ['body', 'stickerId'],
    ['body', 'mediaUrl'],
    ['body', 'components'],
    ['body', 'location'],
    ['body', 'contacts'],
    ['body', 'notificationType'],
    ['body', 'status'],
    ['body', 'jsonNode', 'messenger'],
  ]
  const isText = 'message' in request && request.message.text !== undefined
  const isAsked = 'message' in request && request.message.quick_replies !== undefined
  const places = isText
    ? [...(isAsked ? [['body', 'buttons']] : []), ...texts, ...structured]
    : structured
  return firstFilled(input, places) ?? ['body']
}
