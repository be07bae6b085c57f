import { createHmac } from 'node:crypto'
import { PayloadError } from '../errors.ts'
import { isFilled } from './app-secret.ts'

/** The body of a request before anything parsed it: its bytes, or its text, which is then taken as UTF-8. */
export type RawBody = Uint8Array | ArrayBuffer | string

/**
 * The `X-Hub-Signature-256` header that Meta sends with a body: `sha256=` and the HMAC-SHA256 over the body's bytes,
 * keyed with the app secret, in lower-case hex. For tests, and for hosts that forward webhooks.
 *
 * @param rawBody the body as bytes, or as text that is then taken as UTF-8
 * @param appSecret the app secret, from the app's dashboard
 * @throws {PayloadError} when the secret is empty, or the body is parsed already
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks#validate-payloads
 */
export function signWebhook(rawBody: RawBody, appSecret: string): string {
  if (!isFilled(appSecret)) throw invalid('appSecret', 'is empty')
  if (!isRaw(rawBody)) throw invalid('rawBody', 'expected bytes, or text')
  const body = rawBody instanceof ArrayBuffer ? new Uint8Array(rawBody) : rawBody
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
}

/** Takes any value, because in plain JavaScript a body that a framework parsed can arrive here. */
export function isRaw(body: unknown): boolean {
  return typeof body === 'string' || ArrayBuffer.isView(body) || body instanceof ArrayBuffer
}

function invalid(option: string, message: string): PayloadError {
  return new PayloadError('options', [{ path: [option], message }])
}
