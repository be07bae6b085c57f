import { inspect } from 'node:util'

/** What a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('did not fail')
}

/** Everything that a logger could print of an error. */
export function printed(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return [
    error.stack,
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    error.cause === undefined ? '' : printed(error.cause),
  ].join('\n')
}
