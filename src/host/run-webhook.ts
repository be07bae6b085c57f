import { setTimeout as wait } from 'node:timers/promises'
import { handleWebhook } from '../connector/to-cx/handle-webhook.ts'
import { endOfFailure } from './end-of-failure.ts'
import type { TaskParts } from './task-parts.ts'
import type { Task, TaskOutcome } from './task-queue.ts'
import { sendsLaneOf } from './webhook-tasks.ts'

/** Delivers one event of a webhook to CX. What CX refuses is given up at once, so that its lane goes on. */
export async function runWebhook(task: Task, parts: TaskParts): Promise<TaskOutcome> {
  await sendEnded(task, parts)
  const { failed } = await handleWebhook(JSON.parse(task.body), parts.connector)
  const [first] = failed
  if (first === undefined) return { result: 'done' }
  // Retryable failures come first: once those messages are delivered, only the others are left.
  const { error, retryable } = failed.find((failure) => failure.retryable) ?? first
  return endOfFailure(task, 'webhook', { error, mayRepeat: retryable }, parts)
}

/** How long receipts wait for a send to end, and the pause between checks, in ms. */
const patience = 10_000
const pause = 50

/**
 * Waits for the sends to the customer of a receipt. Messenger can report a delivery before the send has returned the
 * message's id, and another process may run that send.
 */
async function sendEnded({ lane }: Task, { queue }: TaskParts): Promise<void> {
  const sends = sendsLaneOf(lane)
  if (sends === undefined) return
  const deadline = Date.now() + patience
  while ((await queue.isRunning(sends)) && Date.now() < deadline) await wait(pause)
}
