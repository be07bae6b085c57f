import { setTimeout as wait } from 'node:timers/promises'
import { handleWebhook } from '../connector/to-cx/handle-webhook.ts'
import { endOfFailure } from './end-of-failure.ts'
import type { TaskParts } from './task-parts.ts'
import type { Task, TaskOutcome } from './task-queue.ts'
import { sendsLaneOf } from './webhook-tasks.ts'

/** Gives CX what one event of a webhook holds. What CX refuses is given up at once, so that its lane goes on. */
export async function runWebhook(task: Task, parts: TaskParts): Promise<TaskOutcome> {
  await sendEnded(task, parts)
  const { failed } = await handleWebhook(JSON.parse(task.body), parts.connector)
  const [first] = failed
  if (first === undefined) return { result: 'done' }
  // What may pass goes first: when it has, what will not is all that is left.
  const { error, retryable } = failed.find((failure) => failure.retryable) ?? first
  return endOfFailure(task, 'webhook', { error, mayRepeat: retryable }, parts)
}

/** How long receipts wait for a send, and how often they look, in ms. */
const patience = 10_000
const pause = 50

/**
 * Messenger can tell that a message was delivered before its send has told us the message's id, and another process
 * may have that send in hand.
 */
async function sendEnded({ lane }: Task, { queue }: TaskParts): Promise<void> {
  const sends = sendsLaneOf(lane)
  if (sends === undefined) return
  const deadline = Date.now() + patience
  while ((await queue.isRunning(sends)) && Date.now() < deadline) await wait(pause)
}
