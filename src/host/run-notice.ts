import { emittedCimMessageSchema } from '../cim/emitted.ts'
import { endOfFailure } from './end-of-failure.ts'
import type { TaskParts } from './task-parts.ts'
import type { Task, TaskOutcome } from './task-queue.ts'

/** Reports to CX that a customer did not get a message. */
export async function runNotice(task: Task, parts: TaskParts): Promise<TaskOutcome> {
  try {
    const notification = emittedCimMessageSchema.parse(JSON.parse(task.body))
    const ccm = await parts.connector.ccmOf(notification.header.channelData.serviceIdentifier)
    await ccm.receive(notification)
    return { result: 'done' }
  } catch (error) {
    return endOfFailure(task, 'notice', { error, mayRepeat: !isRefused(error) }, parts)
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'refused' in error && error.refused === true
}
