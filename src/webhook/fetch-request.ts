import { PayloadError } from '../errors.ts'

/**
 * Makes sure that a handler was given a request of the Fetch standard: what node:http, Express and Fastify hand to a
 * listener is of another kind.
 *
 * @param instead what to call there
 * @throws {PayloadError}
 */
export function checkFetchRequest(request: unknown, instead: string): void {
  if (isFetchRequest(request)) return
  const message = `expected a Request of the Fetch standard, not one of node:http, Express or Fastify: there ${instead}`
  throw new PayloadError('webhook', [{ path: [], message }])
}

function isFetchRequest(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('headers' in value)) return false
  const { headers } = value
  if (typeof headers !== 'object' || headers === null || !('get' in headers)) return false
  return typeof headers.get === 'function'
}
