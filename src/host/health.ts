import { StorageError } from '../errors.ts'
import { answer } from './answer.ts'
import type { TaskQueue } from './task-queue.ts'

/** Whoever asks more often gets the same answer, for it costs a write. In ms. */
const fresh = 1000

/** Answers whether something can be stored, with a word where it cannot. */
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
    if (last === undefined || Date.now() - last.at > fresh) {
      last = { at: Date.now(), words: wordsOf() }
    }
    const words = await last.words
    return words === undefined ? answer(200, 'ok') : answer(503, words)
  }
}
