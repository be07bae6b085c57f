/** An answer other than 2xx, within the clients of CX. Their callers get a `CcmError`. */
export class StatusError extends Error {
  override readonly name = 'StatusError'
  readonly status: number
  readonly headers: Headers
  /** The JSON of its body; undefined when it is not JSON, or did not arrive in time. */
  readonly data: unknown

  constructor({ status, headers }: Response, data: unknown) {
    super(`status ${status}`)
    this.status = status
    this.headers = headers
    this.data = data
  }
}
