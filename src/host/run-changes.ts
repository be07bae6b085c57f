import { CcmError } from '../errors.ts'
import { retryAfterMs } from '../http/retry-after.ts'
import { signWebhook } from '../webhook/index.ts'
import { endOfFailure } from './end-of-failure.ts'
import type { TaskParts } from './task-parts.ts'
import type { Task, TaskOutcome } from './task-queue.ts'

/** The timeout of one post, in ms. */
const timeoutMs = 10_000

/**
 * Posts public comments on to another connector, as Meta would: in a body of the same shape, signed anew. Retries for
 * up to a day.
 */
export async function runChanges(task: Task, parts: TaskParts): Promise<TaskOutcome> {
  const { appSecret, forwardChanges } = parts
  // Forwarding was switched off meanwhile, so the comments are skipped, as new ones are.
  if (forwardChanges === undefined) return { result: 'done' }
  const [secret = ''] = [appSecret].flat()
  try {
    const response = await fetch(forwardChanges.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': signWebhook(task.body, secret),
      },
      body: task.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    if (response.ok) return { result: 'done' }
    const { status, headers } = response
    throw new CcmError(`The other connector answered ${status}`, {
      status,
      retryable: true,
      retryAfterMs: retryAfterMs(headers),
    })
  } catch (error) {
    return endOfFailure(task, 'changes', { error, mayRepeat: true }, parts)
  }
}
