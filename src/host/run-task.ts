import { endOfFailure } from './end-of-failure.ts'
import { runChanges } from './run-changes.ts'
import { runCim, tellFailed } from './run-cim.ts'
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

/** Does each task by its kind. */
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
      // What none of them expects: nothing is lost, and its lane goes on in the end.
      const kind = task.kind === 'cim' ? 'cim' : 'webhook'
      return endOfFailure(task, kind, { error, mayRepeat: isUnexpected(error) }, parts)
    }
  }
}

/** So many runs in a row may be lost. */
const mostLost = 5

/** Whether a task may be what its processes die of. One that has begun a send is never sent again anyway. */
function isFatal({ lost = 0, begun }: Task): boolean {
  return lost >= mostLost && begun.length === 0
}

/** Makes a dead letter of it, so that its lane goes on; of a message CX hears that it failed. */
function giveUpFatal(task: Task, parts: TaskParts): TaskOutcome {
  const error = new Error('the processes that had it went away')
  error.name = 'Stalled'
  const end = endOfFailure(task, 'webhook', { error, mayRepeat: false }, parts)
  if (task.kind !== 'cim' || end.result !== 'dead') return end
  return { ...end, add: tellFailed(task, error, parts).add }
}

/** A payload that cannot be read will never be; of all else nothing says that it will last. */
function isUnexpected(error: unknown): boolean {
  return !(error instanceof Error && error.name === 'PayloadError')
}
