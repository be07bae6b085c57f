import { setTimeout as wait } from 'node:timers/promises'
import { StorageError } from '../errors.ts'
import type { TaskQueue } from './task-queue.ts'

/** The pause before an unavailable queue is checked again, in ms. */
const pause = 1000

/**
 * Resolves once a queue can store, for a host without a worker. It waits for an unavailable queue, as a worker does.
 *
 * @param onError gets each error that it waits out
 * @throws the error of `check` when waiting does not help
 */
export async function storable(
  queue: Pick<TaskQueue, 'check'>,
  { onError, mayWait }: { onError: (error: unknown) => void; mayWait: () => boolean },
): Promise<void> {
  for (;;) {
    try {
      return await queue.check()
    } catch (error) {
      const isUnavailable = error instanceof StorageError && error.reason === 'unavailable'
      if (!isUnavailable || !mayWait()) throw error
      onError(error)
      await wait(pause)
    }
  }
}
