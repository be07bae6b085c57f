import type { EmittedCimMessage } from '../../cim/emitted.ts'
import { isMessengerCimError } from '../../errors.ts'
import { partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import type { SkippedEvent } from '../../messenger/skipped.ts'
import { errorFacts, type FailedStage, type Report } from '../connector-event.ts'

/** A message that CX does not have, with everything needed to repeat it. */
export type FailedMessage = {
  /** The event of the webhook; `raw` is as it came. */
  event: MessengerEvent
  /** What CX should have got; absent where it did not come to a message. */
  message: EmittedCimMessage | undefined
  /** What went wrong: a CcmError or PayloadError, or what the message log threw. */
  error: unknown
  /** Whether the same may succeed later. */
  retryable: boolean
}

/** What became of a webhook. */
export type WebhookOutcome = {
  /** What CX got, in order for each customer. */
  delivered: EmittedCimMessage[]
  /** Ids of messages that CX had before. */
  repeated: string[]
  /** Events that became no message, with reasons. */
  skipped: SkippedEvent[]
  /** What CX did not get. To repeat it give the same webhook again: what was delivered is not repeated. */
  failed: FailedMessage[]
}

/** Something that did not work, and where. */
export type Failure = Omit<FailedMessage, 'retryable'> & { stage: FailedStage }

/** Collects what becomes of events, and tells the listener at once. */
export type OutcomeRecorder = {
  readonly outcome: WebhookOutcome
  /** What stopped this customer's messages: the first failure that may pass. */
  readonly stop: Pick<Failure, 'error' | 'stage'> | undefined
  deliver(message: EmittedCimMessage): void
  repeat(event: MessengerEvent, message: EmittedCimMessage): void
  skip(skipped: readonly SkippedEvent[]): void
  fail(failure: Failure): void
}

/** An outcome of nothing yet. */
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
    repeat({ kind }, { id }) {
      outcome.repeated.push(id)
      report({ type: 'skipped', ...inbound, reason: 'repeated', kind, detail: 'CX has it', id })
    },
    skip(skipped) {
      outcome.skipped.push(...skipped)
      for (const { reason, kind, detail } of skipped) {
        report({ type: 'skipped', ...inbound, reason, kind, detail })
      }
    },
    fail({ event, message, error, stage }) {
      const retryable = isRetryable(error)
      if (retryable) stop ??= { error, stage }
      outcome.failed.push({ event, message, error, retryable })
      const facts = { ...errorFacts(error), retryable }
      const { pageId, psid } = partiesOf(event)
      report({ type: 'failed', ...inbound, stage, id: message?.id, pageId, psid, error: facts })
    },
  }
}

/** Several outcomes as one. */
export function mergeOutcomes(outcomes: readonly WebhookOutcome[]): WebhookOutcome {
  return {
    delivered: outcomes.flatMap(({ delivered }) => delivered),
    repeated: outcomes.flatMap(({ repeated }) => repeated),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
    failed: outcomes.flatMap(({ failed }) => failed),
  }
}

/** Our own errors tell; of all others (a log that is down) nothing says that they will last. */
function isRetryable(error: unknown): boolean {
  if (!isMessengerCimError(error)) return true
  return 'retryable' in error && error.retryable === true
}
