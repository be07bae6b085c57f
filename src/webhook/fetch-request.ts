import { PayloadError } from '../errors.ts'

/**
 * Checks that a handler got a request of the Fetch standard. Node:http, Express and Fastify pass requests of another
 * kind.
 *
 * @param instead what to do with those
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
