import { StorageError } from '../../errors.ts'
import { type Finding, findingsOf, type Patient } from './finding.ts'

/** Checks whether the store of the queue can be written. */
export async function store({ tryStore }: Patient): Promise<readonly Finding[]> {
  const { ok, problem } = findingsOf('store')
  if (tryStore === undefined) return []
  try {
    await tryStore()
    return [ok('The store of the queue can be written.')]
  } catch (error) {
    return [problem(`${wordsOf(error)}.`, 'Check its path or address, and the free space.')]
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof StorageError) return error.message
  const why = error instanceof Error ? error.message : 'unknown failure'
  return `The store cannot be used: ${why}`
}
