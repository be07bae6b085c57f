import { CcmError } from '../errors.ts'
import { until } from '../http/until.ts'
import { askAfterRefusal, type HeadersAsk, type HeadersFunction } from './headers.ts'
import { StatusError } from './status-error.ts'

/** The headers of one call, through all its attempts. */
export type CallHeaders = {
  /** Those of the next attempt. @throws {CcmError} when the function gives none */
  next(ask: HeadersAsk): Headers | Promise<Headers>
  /** How to ask for new headers after an attempt whose headers the service refused; undefined after other failures. */
  askAfter(error: unknown): HeadersAsk | undefined
  /** The text, unless it quotes a value of the headers. */
  unlessQuoted(text: string | undefined): string | undefined
}

/** Creates the headers of a call: the same for every attempt, or asked for before each. */
export function createCallHeaders(
  service: string,
  source: Headers | HeadersFunction,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal | undefined },
): CallHeaders {
  let sent = typeof source === 'function' ? new Headers() : source

  async function askFor(ask: HeadersAsk, source: HeadersFunction): Promise<Headers> {
    const inTime = AbortSignal.timeout(timeoutMs)
    try {
      const asked = Promise.resolve(source(ask))
      sent = new Headers(await until(AbortSignal.any(signal ? [signal, inTime] : [inTime]), asked))
      return sent
    } catch (error) {
      // Errors of a function from outside may quote a token.
      if (error instanceof CcmError) throw error
      const why = inTime.aborted ? 'gave none in time' : 'failed'
      const message = `${service} was not called: the function that gives its headers ${why}`
      throw new CcmError(message, { retryable: true })
    }
  }

  return {
    next: (ask) => (typeof source === 'function' ? askFor(ask, source) : source),
    askAfter(error) {
      const isRefusal = error instanceof StatusError && error.status === 401
      return isRefusal && typeof source === 'function' ? askAfterRefusal(sent) : undefined
    },
    unlessQuoted(text) {
      const words = [...sent.values()].flatMap((value) => [value, ...value.split(/\s+/)])
      return words.some((word) => word.length >= shortestSecret && text?.includes(word))
        ? undefined
        : text
    },
  }
}

/** The shortest text that counts as a secret, in characters. Shorter ones (`Bearer`, `true`) are ordinary words. */
const shortestSecret = 8
