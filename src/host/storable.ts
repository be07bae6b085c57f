import { setTimeout as wait } from 'node:timers/promises'
import { StorageError } from '../errors.ts'
import type { TaskQueue } from './task-queue.ts'

/** How often a queue that is away is asked again, in ms. */
const pause = 1000

/**
 * Resolves once a queue can store, for a host that has no worker to learn it from. A queue that is away is waited for,
 * as a worker waits for it.
 *
 * @param onError hears that it is away
 * @throws whatever `check` rejects with, where waiting is of no use
 */
export async function storable(
  queue: Pick<TaskQueue, 'check'>,
  { onError, mayWait }: { onError: (error: unknown) => void; mayWait: () => boolean },
): Promise<void> {
  for (;;) {
    try {
      return await queue.check()
    } catch (error) {
      const isAway = error instanceof StorageError && error.reason === 'unavailable'
      if (!isAway || !mayWait()) throw error
      onError(error)
      await wait(pause)
    }
  }
}
