/** What a {@link HeadersFunction} is asked with. */
export type HeadersAsk = {
  /** The service answered 401 to what the function gave last: give others. */
  refresh?: boolean
}

/** Names and values of headers. */
export type HeaderValues = Readonly<Record<string, string>>

/**
 * Gives the headers of a call, such as a token that expires. Asked before every attempt; after a 401 it is asked
 * once more with `{ refresh: true }`, and the call repeated once. What it throws ends the call, with an error that is
 * `retryable`. `undefined` for no headers.
 */
export type HeadersFunction = (
  ask: HeadersAsk,
) => HeaderValues | undefined | Promise<HeaderValues | undefined>

const refusals = new WeakMap<HeadersAsk, Headers>()

/** The ask that follows a 401. */
export function askAfterRefusal(refused: Headers): HeadersAsk {
  const ask: HeadersAsk = { refresh: true }
  refusals.set(ask, refused)
  return ask
}

/**
 * The headers that were refused, where a client of this package asks: of many calls that are refused at once, all
 * but the first find a newer token by then.
 */
export function refusedBy(ask: HeadersAsk): Headers | undefined {
  return refusals.get(ask)
}
