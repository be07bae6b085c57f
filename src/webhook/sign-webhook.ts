import { createHmac } from 'node:crypto'

/**
 * The `X-Hub-Signature-256` header that Meta sends with a body: `sha256=` and the HMAC-SHA256 over the
 * body's bytes, keyed with the app secret, in lower-case hex. For tests and for passing webhooks on.
 *
 * @param rawBody the body as bytes, or as text that is then taken as UTF-8
 * @param appSecret the app secret, from the app's dashboard
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks#validate-payloads
 */
export function signWebhook(rawBody: Uint8Array | string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(rawBody).digest('hex')}`
}
