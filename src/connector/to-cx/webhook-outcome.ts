import type { EmittedCimMessage } from '../../cim/emitted.ts'
import { isMessengerCimError } from '../../errors.ts'
import { type Parties, partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import type { SkippedEvent, SkipReason } from '../../messenger/skipped.ts'
import { errorFacts, type FailedStage, type Report } from '../connector-event.ts'
import { saysRetryable } from '../says-retryable.ts'

/** A message that CX does not have, with everything needed to retry it. */
export type FailedMessage = {
  /** The event of the webhook; `raw` is the unchanged item. */
  event: MessengerEvent
  /** The message for CX; absent when the event was not translated. */
  message: EmittedCimMessage | undefined
  /** A CcmError or PayloadError, or the error of the message log or a hook. */
  error: unknown
  /** Where it went wrong. */
  stage: FailedStage
  /** Whether a retry may succeed. */
  retryable: boolean
  /** CX refused this message for good: a retry does not help. */
  refused: boolean
}

/** An event without a message for CX, or a message of it that a hook left out. */
export type SkippedMessage = Omit<SkippedEvent, 'reason'> & { reason: SkipReason | 'hook' }

/** The result of handling a webhook. */
export type WebhookOutcome = {
  /** The messages that CX got, in order for each customer. */
  delivered: EmittedCimMessage[]
  /** Ids of messages that CX had before. */
  repeated: string[]
  /** Events without a message, and messages that a hook left out, with reasons. */
  skipped: SkippedMessage[]
  /**
   * The messages that CX did not get. To retry them, pass the same webhook again: delivered messages are not repeated.
   */
  failed: FailedMessage[]
}

/** A failure to record. */
export type Failure = Omit<FailedMessage, 'retryable' | 'refused'> & {
  /**
   * For an error of a hook: it counts as retryable, and stops the messages after it, only if it has `retryable: true`.
   */
  isAlone?: boolean
}

/** Collects the outcome of each event, and reports it to the listener at once. */
export type OutcomeRecorder = {
  readonly outcome: WebhookOutcome
  /** The first retryable failure, which stops this customer's other messages. */
  readonly stop: Pick<Failure, 'error' | 'stage'> | undefined
  deliver(message: EmittedCimMessage): void
  repeat(event: MessengerEvent, message: EmittedCimMessage): void
  leaveOut(event: MessengerEvent, message: EmittedCimMessage): void
  skip(skipped: readonly SkippedEvent[], parties: Parties): void
  fail(failure: Failure): void
}

/** Creates a recorder with an empty outcome. */
export function createOutcomeRecorder(report: Report): OutcomeRecorder {
  const outcome: WebhookOutcome = { delivered: [], repeated: [], skipped: [], failed: [] }
  const inbound = { direction: 'inbound' } as const
  let stop: OutcomeRecorder['stop']
  return {
    outcome,
    get stop() {
      return stop
    },
    deliver(message) {
      outcome.delivered.push(message)
    },
    repeat(event, { id }) {
      outcome.repeated.push(id)
      const why = {
        reason: 'repeated',
        kind: event.kind,
        detail: 'it was delivered before',
      } as const
      report({ type: 'skipped', ...inbound, ...why, id, ...partiesOf(event) })
    },
    leaveOut(event, { id }) {
      const { kind, raw } = event
      const why = { reason: 'hook', kind, detail: 'left out by beforeReceive' } as const
      outcome.skipped.push({ ...why, raw })
      report({ type: 'skipped', ...inbound, ...why, id, ...partiesOf(event) })
    },
    skip(skipped, parties) {
      outcome.skipped.push(...skipped)
      for (const { reason, kind, detail } of skipped) {
        report({ type: 'skipped', ...inbound, reason, kind, detail, ...parties })
      }
    },
    fail({ event, message, error, stage, isAlone = false }) {
      const retryable = isAlone ? saysRetryable(error) : isRetryable(error)
      if (retryable) stop ??= { error, stage }
      outcome.failed.push({ event, message, error, stage, retryable, refused: isRefused(error) })
      const facts = { ...errorFacts(error), retryable }
      const { pageId, psid } = partiesOf(event)
      report({ type: 'failed', ...inbound, stage, id: message?.id, pageId, psid, error: facts })
    },
  }
}

/** Several outcomes as one. */
export function mergeOutcomes(outcomes: readonly WebhookOutcome[]): WebhookOutcome {
  const [first] = outcomes
  if (first !== undefined && outcomes.length === 1) return first
  return {
    delivered: outcomes.flatMap(({ delivered }) => delivered),
    repeated: outcomes.flatMap(({ repeated }) => repeated),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
    failed: outcomes.flatMap(({ failed }) => failed),
  }
}

/** Whether a retry may help. Our own errors say so; any other error (a log that is down) may pass. */
function isRetryable(error: unknown): boolean {
  return isMessengerCimError(error) ? saysRetryable(error) : true
}

/** Reads the field, not the class: an error may come from a second copy of this package. */
function isRefused(error: unknown): boolean {
  return isMessengerCimError(error) && 'refused' in error && error.refused === true
}
