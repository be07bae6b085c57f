import { errorFacts } from '../connector/connector-event.ts'
import { type RetriedKind, retryOf } from './retry-policy.ts'
import type { TaskParts } from './task-parts.ts'
import type { Task, TaskOutcome } from './task-queue.ts'

/** Ends a task that failed: it is retried later, or becomes a dead letter. Reports either as an event. */
export function endOfFailure(
  task: Task,
  kind: RetriedKind,
  { error, mayRepeat }: { error: unknown; mayRepeat: boolean },
  { connector, report }: Pick<TaskParts, 'connector' | 'report'>,
): TaskOutcome {
  const { lane } = task
  const attempts = task.attempts + 1
  const facts = errorFacts(error)
  const retry = retryOf(task, kind, { error, mayRepeat, now: connector.now() })
  if (retry) {
    report({ type: 'retrying', kind, lane, attempts, pauseMs: retry.pauseMs, error: facts })
    return retry
  }
  report({ type: 'dead', kind, lane, attempts, error: facts })
  return { result: 'dead', reason: facts }
}
