import { describePath } from '../errors.ts'
import { eventToCim, type InboundContext } from '../inbound/index.ts'
import type { MessengerEvent } from '../messenger/event.ts'
import { parseWebhook } from '../messenger/parse-webhook.ts'
import { isObject } from '../messenger/reading.ts'
import type { SkippedEvent } from '../messenger/skipped.ts'
import { assumedInbound } from './assumed-log.ts'
import type { Bubble } from './bubble.ts'
import { agentBubbles, customerBubbles } from './event-bubbles.ts'
import type {
  ExplainedEvent,
  ExplainedSkip,
  ExplainOptions,
  WebhookExplanation,
} from './explanation.ts'
import { titleOf } from './kinds.ts'
import { placeMessages } from './message-places.ts'
import { existing, type Path, parsePath, placesOf } from './paths.ts'
import { productProblem } from './product.ts'
import { reasons } from './reasons.ts'

/** An input and its webhook body: the input itself, or one put around it. */
export type WebhookInput = {
  input: unknown
  body: unknown
  /** The path of the input in what was pasted. */
  base: Path
  /** The path of the input in the body that was put around it. */
  wrapped: Path
}

type Seen = ExplainedEvent & { order: number; customer: readonly Bubble[] }

/**
 * Describes the translation of each event of a webhook.
 * @throws {PayloadError} when it is not a webhook body at all
 */
export function explainWebhook(source: WebhookInput, options: ExplainOptions): WebhookExplanation {
  const { events, skipped } = parseWebhook(source.body)
  const context = options.assumeLog ? assumedInbound(options.inbound) : (options.inbound ?? {})
  const places = placesOf(source.input, source.base)
  const order = new Map([...places.keys()].map((value, index) => [value, index]))
  const seen = [
    ...events.map((event): Seen => {
      const path = places.get(event.raw) ?? source.base
      return { ...explainEvent(event, path, context), order: order.get(event.raw) ?? -1 }
    }),
    ...skipped.map((skip): Seen => {
      const path = places.get(skip.raw) ?? source.base
      return { ...explainSkipped(skip, path, source), order: order.get(skip.raw) ?? -1 }
    }),
  ].toSorted((one, other) => one.order - other.order)
  return {
    kind: 'webhook',
    title: titleFor(source.body, seen.length),
    events: seen.map(({ order, customer, ...event }) => event),
    conversation: {
      agent: seen.flatMap(({ messages }) => agentBubbles(messages)),
      customer: seen.flatMap(({ customer }) => customer),
    },
    problems: productProblem(source.body),
  }
}

function titleFor(body: unknown, events: number): string {
  const count = events === 1 ? 'one event' : `${events} events`
  const isTest = isObject(body) && !('entry' in body)
  return isTest ? `A test of the app dashboard with ${count}` : `A webhook with ${count}`
}

function explainEvent(event: MessengerEvent, path: Path, context: InboundContext) {
  const { messages, skipped } = eventToCim(event, context)
  return {
    path: describePath(path),
    kind: event.kind,
    title: titleOf(event.kind),
    timestamp: event.timestamp ?? event.entryTime,
    messages: placeMessages(messages, event, path),
    skipped: skipped.map((skip) => explainSkip(skip, path)),
    customer: customerBubbles(event, path, context),
  }
}

/** Explains a part that was skipped before it became an event. */
function explainSkipped(skip: SkippedEvent, path: Path, source: WebhookInput) {
  const detail = withoutWrapping(skip.detail, describePath(source.wrapped))
  // The detail begins with the path of the problem; of several the first counts.
  const wrong = /^([^:\s]+): /.exec(detail)?.[1]
  const within = wrong === undefined ? [] : existing(source.input, parsePath(wrong))
  const at = within.length + source.base.length > path.length ? [...source.base, ...within] : path
  return {
    path: describePath(path),
    kind: skip.kind,
    title: titleOf(skip.kind),
    timestamp: undefined,
    messages: [],
    skipped: [{ ...explainSkip(skip, at), detail }],
    customer: [],
  }
}

/** Leaves out problems of the wrapping, which is not part of the input. */
function withoutWrapping(detail: string, wrapped: string): string {
  if (wrapped === '') return detail
  const parts = detail.split('; ').map((part) => {
    return part.startsWith(wrapped) ? part.slice(wrapped.length).replace(/^(?:\.|: )/, '') : part
  })
  return parts.join('; ')
}

function explainSkip({ reason, detail }: SkippedEvent, path: Path): ExplainedSkip {
  return { path: describePath(path), reason, why: reasons[reason], detail }
}
