import type { PayloadIssue } from '../errors.ts'

/**
 * The longest time that a store keeps anything, in days: more than anybody needs, and short enough for Redis to count.
 */
const mostDays = 36_500

/** Checks the options that all stores share. A negative time would drop everything that is kept. */
export function retentionIssues(retentionDays: unknown): PayloadIssue[] {
  if (typeof retentionDays === 'number' && retentionDays > 0 && retentionDays <= mostDays) return []
  const message = `expected a number of days above 0, at most ${mostDays}`
  return [{ path: ['retentionDays'], message }]
}
