import { StorageError } from '../errors.ts'
import { isWithin } from '../http/is-within.ts'
import { answer } from './answer.ts'
import type { TaskQueue } from './task-queue.ts'

/** How long an answer is reused, in ms. Each check costs a write. */
const fresh = 1000

/** Answers 200 while the queue can store; otherwise 503, with the reason. */
export function createHealth(queue: Pick<TaskQueue, 'check'>): () => Promise<Response> {
  let last: { at: number; words: Promise<string | undefined> } | undefined

  async function wordsOf(): Promise<string | undefined> {
    try {
      await queue.check()
      return undefined
    } catch (error) {
      return error instanceof StorageError ? error.message : 'nothing can be stored'
    }
  }

  return async function health() {
    if (last === undefined || !isWithin(fresh, last.at)) {
      last = { at: Date.now(), words: wordsOf() }
    }
    const words = await last.words
    return words === undefined ? answer(200, 'ok') : answer(503, words)
  }
}
