import type { PayloadIssue } from '../errors.ts'

/** The longest time that a store keeps anything, in days: far more than anybody needs, and a time that Redis can count. */
const mostDays = 36_500

/** What is wrong with the options that all stores share. A negative time would drop all that is kept. */
export function retentionIssues(retentionDays: unknown): PayloadIssue[] {
  if (typeof retentionDays === 'number' && retentionDays > 0 && retentionDays <= mostDays) return []
  const message = `expected a number of days above 0, at most ${mostDays}`
  return [{ path: ['retentionDays'], message }]
}
