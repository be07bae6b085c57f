/**
 * The wait that `Retry-After` asks for, in ms. The header holds seconds or a date. Undefined without a readable one.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(value)) {
    return Math.min(Math.ceil(Number(value) * 1000), Number.MAX_SAFE_INTEGER)
  }
  const date = timeOf(value)
  if (date === undefined) return undefined
  // By the clock of the service, which may be ahead of ours or behind.
  return Math.max(0, date - (timeOf(headers.get('date') ?? '') ?? Date.now()))
}

/** The time of a date of HTTP, in ms. */
function timeOf(value: string): number | undefined {
  const time = httpDate.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

/** `Mon, 23 Nov 2026 12:00:09 GMT`; `Date.parse` alone accepts nearly anything. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/
