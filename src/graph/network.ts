import { isTimeoutError } from 'ky'
import { GraphError } from '../errors.ts'

/** Codes of a connection that never came to be: Node, Deno and undici, then Bun. */
const unconnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
  'FailedToOpenSocket',
])

/** Codes that say so only when connecting is what failed. */
const perhapsUnconnected: ReadonlySet<string> = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EADDRNOTAVAIL',
])

/** How Deno tells that connecting is what failed. */
const denoConnectFailure = /\bclient error \(Connect\)/

/**
 * A {@link GraphError} for a call that got no answer. `failure` is not kept as the cause: ky's errors
 * hold the request and with it the token, those of an injected `fetch` may hold anything.
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
      possiblyDelivered: !repeatable && !chain.some(neverLeft),
    },
  )
}

/** An error and its causes, the outermost first; no deeper than a loop would tell. */
function chainOf(failure: unknown, depth = 5): readonly object[] {
  if (typeof failure !== 'object' || failure === null || depth === 0) return []
  return [failure, ...('cause' in failure ? chainOf(failure.cause, depth - 1) : [])]
}

function codeOf(failure: object): string | undefined {
  if (!('code' in failure) || typeof failure.code !== 'string') return undefined
  return /^\w{1,40}$/.test(failure.code) ? failure.code : undefined
}

/** Whether no byte of the request can have left: by none of the addresses, where several were tried. */
function neverLeft(failure: object): boolean {
  if (!('errors' in failure && Array.isArray(failure.errors))) return isUnconnected(failure)
  return failure.errors.length > 0 && failure.errors.every(isUnconnected)
}

function isUnconnected(failure: unknown): boolean {
  if (typeof failure !== 'object' || failure === null) return false
  const code = codeOf(failure)
  if (code !== undefined && unconnected.has(code)) return true
  const connecting = 'syscall' in failure && failure.syscall === 'connect'
  if (code !== undefined && perhapsUnconnected.has(code) && connecting) return true
  return failure instanceof Error && denoConnectFailure.test(failure.message)
}
