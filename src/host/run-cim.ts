import { parseCimMessage } from '../cim/message.ts'
import { errorFacts } from '../connector/connector-event.ts'
import { customerKey } from '../connector/customer-queue.ts'
import { isHookFailure } from '../connector/hooks.ts'
import { saysRetryable } from '../connector/says-retryable.ts'
import {
  failedNotification,
  partiesOfMessage,
} from '../connector/to-customer/failed-notification.ts'
import { sendMessage } from '../connector/to-customer/send-message.ts'
import {
  causeOfFailure,
  type UncertainRequest,
  UncertainSend,
  UnfinishedSend,
} from '../connector/to-customer/uncertain-send.ts'
import { StorageError } from '../errors.ts'
import { maySendAgain, retryOf } from './retry-policy.ts'
import type { TaskParts } from './task-parts.ts'
import type { NewTask, Task, TaskOutcome } from './task-queue.ts'

/**
 * Sends the customer a message of CX. A failed send is retried. When it is given up, a task of its own reports that to
 * CX. When Meta may have delivered the message, another task waits for its echo.
 */
export async function runCim(task: Task, parts: TaskParts): Promise<TaskOutcome> {
  const { connector, queue, report } = parts
  const pauseMs = parts.sendPause()
  if (pauseMs !== undefined) return { result: 'later', pauseMs, untried: true }
  const value: unknown = JSON.parse(task.body)
  try {
    const message = parseCimMessage(value)
    const steps = { begun: task.begun, begin: (index: number) => queue.begin(task, index) }
    const customer = customerKey(partiesOfMessage(message))
    await connector.sends.run(customer, () => sendMessage(message, steps, connector))
    return { result: 'done' }
  } catch (error) {
    if (error instanceof UncertainSend) return waitForEcho(task, error.request, parts)
    if (error instanceof StorageError) report({ type: 'queue_failed', error: errorFacts(error) })
    const cause = causeOfFailure(error)
    const { now } = connector
    // A hook fails as it did, unless its error says otherwise.
    const mayRepeat = isHookFailure(error) ? saysRetryable(cause) : maySendAgain(cause)
    const retry = retryOf(task, 'cim', { error: cause, mayRepeat, now: now() })
    if (retry === undefined) return reportFailed(task, error, parts)
    const { kind, lane, attempts } = task
    const { pauseMs } = retry
    report({
      type: 'retrying',
      kind,
      lane,
      attempts: attempts + 1,
      pauseMs,
      error: errorFacts(cause),
    })
    return retry
  }
}

/** The body of a task that waits for an echo; `until` is in ms. */
export type EchoWait = { message: unknown; request: UncertainRequest; until: number }

function waitForEcho(
  { lane, body }: Task,
  request: UncertainRequest,
  { connector }: TaskParts,
): TaskOutcome {
  const message: unknown = JSON.parse(body)
  const wait: EchoWait = { message, request, until: connector.now() + connector.echoWaitMs }
  // A lane of its own, so that this message and the others do not wait for each other.
  const ownLane = `${lane} uncertain ${idOf(message)} ${request.index}`
  return { result: 'done', add: [{ kind: 'uncertain', lane: ownLane, body: JSON.stringify(wait) }] }
}

/** Gives a message up and reports that to CX, unless it was typing or the like. */
export function reportFailed(
  { lane, body }: Task,
  error: unknown,
  parts: TaskParts,
): Extract<TaskOutcome, { result: 'done' }> {
  const notification = failedNotification(JSON.parse(body), error, parts.connector)
  return { result: 'done', add: notification ? [noticeTask(lane, notification)] : [] }
}

/** The task that reports a failed message to CX. Its own lane keeps later messages from waiting for it. */
export function noticeTask(lane: string, notification: unknown): NewTask {
  return { kind: 'notice', lane: `${lane} notices`, body: JSON.stringify(notification) }
}

/** The failure of a message whose echo did not come. */
export function noEcho(request: UncertainRequest): UncertainSend {
  return new UncertainSend(request, new UnfinishedSend('no echo came'))
}

function idOf(message: unknown): string {
  return typeof message === 'object' && message !== null && 'id' in message
    ? String(message.id)
    : ''
}
