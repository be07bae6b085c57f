import * as z from 'zod'
import { GraphError } from '../errors.ts'
import { retryAfterMs } from '../http/retry-after.ts'
import { blamesQuote } from './quote.ts'
import { verdictOn } from './reason.ts'
import { regainAccessMs, type Usage } from './usage.ts'

/** A call's value, or why it failed and whether Meta refused it because of `reply_to`. */
export type Outcome<T> =
  | { readonly value: T; readonly error?: never }
  | { readonly error: GraphError; readonly blamesQuote: boolean }

/** The facts about a call that are needed to read its answer. */
export type Question<T> = {
  /** What the call does, as errors name it. */
  readonly name: string
  /** Reads a good answer. */
  readonly schema: z.ZodType<T>
  /** The call may be retried: no customer sees it. */
  readonly repeatable: boolean
}

/** An answer that was not read yet. */
export type Answer = { status: number; headers: Headers; text: string; usage: Usage | undefined }

/** Longer than any trace id seen. */
const traceIdPattern = /^[\w+/=.-]{1,100}$/

const number = z
  .union([z.number().int(), z.string().regex(/^\d+$/).transform(Number)])
  .optional()
  .catch(undefined)

const errorSchema = z.object({
  code: number,
  error_subcode: number,
  is_transient: z.boolean().optional().catch(undefined),
  fbtrace_id: z.string().regex(traceIdPattern).optional().catch(undefined),
  message: z.string().catch(''),
})

type ErrorBody = z.infer<typeof errorSchema>

/** An answer with an error. Any value of `error` counts, also a plain text. */
const refusalSchema = z.object({
  error: z
    .unknown()
    .refine(Boolean)
    .transform((error): ErrorBody => errorSchema.safeParse(error).data ?? { message: '' }),
})

/**
 * Turns an answer into a value or a {@link GraphError}, by its body, whatever its content type. Meta's own words are
 * read only to see whether they blame `reply_to` or media that could not be fetched. They are not kept, because they
 * may quote the message.
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 */
export function readAnswer<T>(question: Question<T>, answer: Answer): Outcome<T> {
  const body = parseJson(answer.text)
  const refusal = refusalSchema.safeParse(body).data
  if (refusal !== undefined) return refused(question, answer, refusal.error)
  if (answer.status < 200 || answer.status > 299) return refused(question, answer, { message: '' })
  const parsed = question.schema.safeParse(body)
  return parsed.success ? { value: parsed.data } : notUnderstood(question, answer)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, keepDigits)
  } catch {
    return undefined
  }
}

/** Keeps the digits of integers beyond 2^53, as text, if the runtime exposes them. */
function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const tooLong = Number.isInteger(value) && !Number.isSafeInteger(value)
  return tooLong && /^-?\d+$/.test(context?.source ?? '') ? context?.source : value
}

function refused<T>(
  { name, repeatable }: Question<T>,
  answer: Answer,
  { code: graphCode, error_subcode: subcode, is_transient: transient, ...rest }: ErrorBody,
): Outcome<T> {
  const { status, headers } = answer
  const verdict = verdictOn({ status, graphCode, subcode, transient, words: rest.message })
  const traceId = rest.fbtrace_id ?? traceIdOf(headers)
  const facts = { HTTP: status, code: graphCode, subcode, trace: traceId }
  const error = new GraphError(`${name}: ${verdict.meaning} (${verdict.reason}${list(facts)})`, {
    reason: verdict.reason,
    retryable: verdict.retryable,
    possiblyDelivered: verdict.possiblyDelivered && !repeatable,
    status,
    graphCode,
    subcode,
    traceId,
    retryAfterMs: verdict.reason === 'rate_limited' ? limitMs(answer) : retryAfterMs(headers),
  })
  return { error, blamesQuote: blamesQuote(error, rest.message) }
}

/** How long Meta asks to wait after too many calls; the longer of two values. */
function limitMs({ headers, usage }: Answer): number | undefined {
  const waits = [retryAfterMs(headers), regainAccessMs(usage)].filter((ms) => ms !== undefined)
  return waits.length === 0 ? undefined : Math.max(...waits)
}

/** A 2xx with a body that Meta does not document. The call may have succeeded. */
function notUnderstood<T>(
  { name, repeatable }: Question<T>,
  { status, headers }: Answer,
): Outcome<T> {
  const traceId = traceIdOf(headers)
  const facts = list({ HTTP: status, trace: traceId })
  const error = new GraphError(
    `${name}: The answer is not one that Meta documents (unknown${facts})`,
    {
      reason: 'unknown',
      retryable: false,
      possiblyDelivered: !repeatable,
      status,
      traceId,
    },
  )
  return { error, blamesQuote: false }
}

function traceIdOf(headers: Headers): string | undefined {
  const traceId = headers.get('x-fb-trace-id') ?? ''
  return traceIdPattern.test(traceId) ? traceId : undefined
}

function list(facts: Record<string, number | string | undefined>): string {
  return Object.entries(facts)
    .map(([name, fact]) => (fact === undefined ? '' : `, ${name} ${fact}`))
    .join('')
}
