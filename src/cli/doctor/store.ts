import { type Finding, findingsOf, type Patient } from './finding.ts'

/** Checks whether the store of the queue can be written. */
export async function store({ tryStore }: Patient): Promise<readonly Finding[]> {
  const { ok, problem } = findingsOf('store')
  if (tryStore === undefined) return []
  try {
    await tryStore()
    return [ok('The store of the queue can be written.')]
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown failure'
    return [
      problem(
        `The store of the queue cannot be used: ${why}.`,
        'Check its path or address, and the free space.',
      ),
    ]
  }
}
