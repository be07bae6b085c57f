import * as z from 'zod/mini'
import { parseCimMessage } from '../cim/message.ts'
import { requestKey } from '../connector/log-key.ts'
import {
  failedNotification,
  partiesOfMessage,
} from '../connector/to-customer/failed-notification.ts'
import { noEcho, noticeTask } from './run-cim.ts'
import type { TaskParts } from './task-parts.ts'
import type { Task, TaskOutcome } from './task-queue.ts'
import { cimTask } from './webhook-tasks.ts'

const waitSchema = z.object({
  message: z.unknown(),
  request: z.object({ index: z.number(), of: z.number() }),
  until: z.number(),
})

/** The pauses between looks for an echo, in ms. They double up to the longest. */
const pauses = { first: 500, longest: 8000 }

/**
 * Looks for the echo of a request that Meta may have delivered. Once the echo is there, the rest of the message is
 * sent. When it does not come in time, the failure is reported to CX.
 */
export async function runUncertain(task: Task, parts: TaskParts): Promise<TaskOutcome> {
  const { connector, report } = parts
  const { message: value, request, until } = waitSchema.parse(JSON.parse(task.body))
  const message = parseCimMessage(value)
  const { id } = message
  const key = requestKey({ cimId: id, index: request.index })
  if (connector.unlogged.has(key) || (await connector.log.seen(key))) {
    const mid = request.index === 0 ? await connector.log.midOf(id) : undefined
    report({ type: 'settled', id, mid, ...request, ...partiesOfMessage(message) })
    const hasRest = request.index + 1 < request.of
    return { result: 'done', add: hasRest ? [cimTask(message)] : [] }
  }
  const left = until - connector.now()
  if (left > 0) {
    const pause = Math.min(pauses.longest, pauses.first * 2 ** Math.min(task.attempts, 10))
    return { result: 'later', pauseMs: Math.min(pause, left) }
  }
  const notification = failedNotification(value, noEcho(request), connector)
  const { lane } = cimTask(message)
  return { result: 'done', add: notification ? [noticeTask(lane, notification)] : [] }
}
