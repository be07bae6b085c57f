/** The argument of a {@link HeadersFunction}. */
export type HeadersAsk = {
  /** The service answered 401 to the last headers, so return new ones. */
  refresh?: boolean
}

/** Names and values of headers. */
export type HeaderValues = Readonly<Record<string, string>>

/**
 * Returns the headers of a call, such as a token that expires; `undefined` for none. It is called before every attempt.
 * After a 401 it is called once more with `{ refresh: true }`, and the call is retried once. When it throws, the call
 * ends with an error that is `retryable`.
 */
export type HeadersFunction = (
  ask: HeadersAsk,
) => HeaderValues | undefined | Promise<HeaderValues | undefined>

const refusals = new WeakMap<HeadersAsk, Headers>()

/** The argument after a 401. */
export function askAfterRefusal(refused: Headers): HeadersAsk {
  const ask: HeadersAsk = { refresh: true }
  refusals.set(ask, refused)
  return ask
}

/**
 * The refused headers, when a client of this package calls. When many calls are refused at once, only the first needs
 * to renew the token: the others find a newer one.
 */
export function refusedBy(ask: HeadersAsk): Headers | undefined {
  return refusals.get(ask)
}
