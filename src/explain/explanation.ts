import type { EmittedCimMessage } from '../cim/emitted.ts'
import type { InboundContext } from '../inbound/index.ts'
import type { SendRequest } from '../messenger/send-request.ts'
import type { SkipReason } from '../messenger/skipped.ts'
import type { AdjustmentKind, OutboundContext } from '../outbound/index.ts'
import type { Conversation } from './bubble.ts'
import type { Summary } from './summary.ts'

/** The options of {@link explain}. All optional. */
export type ExplainOptions = {
  /** As for `messengerToCim`. */
  inbound?: InboundContext | undefined
  /** As for `cimToMessenger`. */
  outbound?: OutboundContext | undefined
  /**
   * Assumes that the connector sent or received every message that a quote or receipt names; they then refer to made-up
   * ids. Default false: these messages are unknown.
   */
  assumeLog?: boolean | undefined
}

/** Something wrong with the input, in words for a person. Values are never quoted. */
export type Problem = {
  /** Where: `entry[0].messaging[1].sender`; `''` for the whole. */
  path: string
  /** What is wrong, in one sentence. */
  what: string
  /** What would be right; `''` when that is obvious. */
  right: string
  /** The line in the text, from 1, if the input was a text and the place is known. */
  line?: number
  /** The column in that line, from 1, in UTF-16 units. */
  column?: number
}

/** A CIM message made from an event. */
export type ExplainedMessage = {
  /** The part of the input that it comes from. */
  path: string
  /** The message, as CX gets it. */
  message: EmittedCimMessage
}

/** An event, or a part of one, without a message. */
export type ExplainedSkip = {
  /** The part of the input that was skipped. */
  path: string
  /** The reason, as in `skipped` of the translation. */
  reason: SkipReason
  /** Why, in a sentence, and what to do about it, if anything. */
  why: string
  /** The `detail` of the translation. */
  detail: string
}

/** One event of a webhook with its messages, its skips, or both. */
export type ExplainedEvent = {
  /** The part of the input that it is. */
  path: string
  /** Its kind, or the key in the webhook when it has none. */
  kind: string
  /** What happened, in words: `The customer wrote`. */
  title: string
  /** When, in ms; undefined when the event has no time. */
  timestamp: number | undefined
  /** The CIM messages made from it, in order. */
  messages: readonly ExplainedMessage[]
  /** The parts of it without a message. */
  skipped: readonly ExplainedSkip[]
}

/** A webhook body. */
export type WebhookExplanation = {
  kind: 'webhook'
  /** What it is, in a sentence. */
  title: string
  /** Its events, in order. */
  events: readonly ExplainedEvent[]
  /** What the agent and the customer see. */
  conversation: Conversation
  /** What is wrong with the input. */
  problems: readonly Problem[]
}

/** A Send request made from a CIM message. */
export type ExplainedRequest = { path: string; request: SendRequest }

/** A difference between what was written and what the customer sees. */
export type ExplainedAdjustment = {
  /** The part of the input that it is about. */
  path: string
  /** The kind, as in `adjustments` of the translation. */
  kind: AdjustmentKind
  /** The difference, in a sentence. */
  why: string
  /** The `detail` of the translation. */
  detail: string
}

/** A CIM message. */
export type CimMessageExplanation = {
  kind: 'cim-message'
  /** What it is, in a sentence. */
  title: string
  /** Where it goes: messages of CX to the customer, messages of a connector to CX. */
  direction: 'to-customer' | 'to-cx'
  /** The type of its body. */
  bodyType: string
  /** The requests made from it, in order. */
  requests: readonly ExplainedRequest[]
  /** What the customer sees differently. */
  adjustments: readonly ExplainedAdjustment[]
  /** What the agent and the customer see. */
  conversation: Conversation
  /** Why it cannot be sent, or why CX would refuse it. */
  problems: readonly Problem[]
}

/** Several inputs: a log of JSON lines, or a JSON array. */
export type SeveralExplanation = {
  kind: 'several'
  /** What it is, in a sentence. */
  title: string
  /** Each input, in order. */
  parts: readonly {
    /** Its place in a JSON array: `[3]`; `''` in a log. */
    path: string
    /** Its line in a log, from 1. */
    line?: number
    /** What it is. */
    explanation: Explanation
  }[]
  /** All of them, counted. */
  summary: Summary
  /** What is wrong with the input as a whole. */
  problems: readonly Problem[]
}

/** Something that is neither a webhook nor a CIM message, or one that cannot be read. */
export type UnreadableExplanation = {
  kind: 'unreadable'
  /** What it is, in a sentence. */
  title: string
  /** At least one. */
  problems: readonly Problem[]
}

/** The result of {@link explain}; `kind` says which it is. */
export type Explanation =
  | WebhookExplanation
  | CimMessageExplanation
  | SeveralExplanation
  | UnreadableExplanation
