import { isTimeoutError } from 'ky'
import { GraphError } from '../errors.ts'
import { isHandshakeFailure } from './tls-codes.ts'

/** Codes of a connection that was never established: of Node, Deno and undici, then of Bun. */
const unconnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
  'FailedToOpenSocket',
])

/** Codes that mean the same only if the failed call is `connect`. */
const perhapsUnconnected: ReadonlySet<string> = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EADDRNOTAVAIL',
])

/**
 * How Node reports a connection that broke in the handshake; its code is `ECONNRESET`, as for any broken connection.
 */
const brokenHandshake = /\bbefore secure TLS connection was established\b/

/** How Deno reports that it could not connect. */
const denoConnectFailure = /\bclient error \(Connect\)/

/**
 * A {@link GraphError} for a call that got no answer. `failure` is not kept as the cause: ky's errors hold the request
 * with its token, and those of an injected `fetch` may hold anything.
 */
export function noAnswer(
  { name, repeatable }: { name: string; repeatable: boolean },
  failure: unknown,
): GraphError {
  if (isTimeoutError(failure)) {
    return new GraphError(`${name}: No answer in time (timed_out)`, {
      reason: 'timed_out',
      retryable: true,
      possiblyDelivered: !repeatable,
    })
  }
  const chain = chainOf(failure)
  const code = chain.map(codeOf).find((found) => found !== undefined)
  return new GraphError(
    `${name}: No answer (no_response${code === undefined ? '' : `, ${code}`})`,
    {
      reason: 'no_response',
      retryable: true,
      possiblyDelivered: !repeatable && !chain.some((one) => neverLeft(one)),
    },
  )
}

/** An error and its causes, the outermost first; with a limit, in case they form a loop. */
function chainOf(failure: unknown, depth = 5): readonly object[] {
  if (typeof failure !== 'object' || failure === null || depth === 0) return []
  return [failure, ...('cause' in failure ? chainOf(failure.cause, depth - 1) : [])]
}

function codeOf(failure: object): string | undefined {
  if (!('code' in failure) || typeof failure.code !== 'string') return undefined
  return /^\w{1,40}$/.test(failure.code) ? failure.code : undefined
}

/** Whether no server can have read a byte of the request, at any of the addresses that were tried. */
function neverLeft(failure: object, depth = 3): boolean {
  if (!('errors' in failure && Array.isArray(failure.errors))) return isUnconnected(failure)
  const { errors } = failure
  if (errors.length === 0 || depth === 0) return false
  return errors.every((error) => chainOf(error).some((one) => neverLeft(one, depth - 1)))
}

function isUnconnected(failure: object): boolean {
  const code = codeOf(failure)
  if (code !== undefined && (unconnected.has(code) || isHandshakeFailure(code))) return true
  const connecting = 'syscall' in failure && failure.syscall === 'connect'
  if (code !== undefined && perhapsUnconnected.has(code) && connecting) return true
  if (!(failure instanceof Error)) return false
  return brokenHandshake.test(failure.message) || denoConnectFailure.test(failure.message)
}
