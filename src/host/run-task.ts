import { endOfFailure } from './end-of-failure.ts'
import { runChanges } from './run-changes.ts'
import { reportFailed, runCim } from './run-cim.ts'
import { runNotice } from './run-notice.ts'
import { runUncertain } from './run-uncertain.ts'
import { runWebhook } from './run-webhook.ts'
import type { TaskParts } from './task-parts.ts'
import type { RunTask, Task, TaskOutcome } from './task-queue.ts'

const runners = {
  webhook: runWebhook,
  cim: runCim,
  notice: runNotice,
  uncertain: runUncertain,
  changes: runChanges,
} as const satisfies Record<string, (task: Task, parts: TaskParts) => Promise<TaskOutcome>>

const byKind = new Map<string, (typeof runners)[keyof typeof runners]>(Object.entries(runners))

/** Runs each task by its kind. */
export function createRunTask(parts: TaskParts): RunTask {
  return async function runTask(task) {
    const run = byKind.get(task.kind)
    if (run === undefined) {
      const error = new Error('a kind of task that this version does not know')
      return endOfFailure(task, 'webhook', { error, mayRepeat: false }, parts)
    }
    try {
      return isFatal(task) ? giveUpFatal(task, parts) : await run(task, parts)
    } catch (error) {
      // The runner did not expect this error. The task is retried or becomes a dead letter, so its lane goes on.
      const kind = task.kind === 'cim' ? 'cim' : 'webhook'
      return endOfFailure(task, kind, { error, mayRepeat: !isPayloadError(error) }, parts)
    }
  }
}

/** How many runs in a row may be lost. */
const mostLost = 5

/** Whether a task seems to crash its processes. A message whose send has begun is never sent again anyway. */
function isFatal({ lost = 0, begun }: Task): boolean {
  return lost >= mostLost && begun.length === 0
}

/** Makes the task a dead letter, so that its lane goes on. A failed message is reported to CX. */
function giveUpFatal(task: Task, parts: TaskParts): TaskOutcome {
  const error = new Error('the processes that had it went away')
  error.name = 'Stalled'
  const end = endOfFailure(task, 'webhook', { error, mayRepeat: false }, parts)
  if (task.kind !== 'cim' || end.result !== 'dead') return end
  return { ...end, add: reportFailed(task, error, parts).add }
}

/** Whether an error says that a payload is invalid, which it stays. Any other error may be temporary. */
function isPayloadError(error: unknown): boolean {
  return error instanceof Error && error.name === 'PayloadError'
}
