import { signWebhook } from '../webhook/sign-webhook.ts'

/** The options of {@link webhookRequest}. */
export type WebhookRequestOptions = {
  /** The secret of the Facebook app, which signs. */
  appSecret: string
  /** The URL of the webhook. Default `https://bot.example.com/webhook`. */
  url?: string | undefined
}

/**
 * The request with which Meta posts a webhook: signed, with its JSON escaped as Meta does.
 *
 * @param payload the body, for example of `sampleWebhook`
 * @returns for `fetch`, for the handler of `createWebhookHandler`, or to take `text()` and `headers` from
 *
 * @example
 * const response = await handle(webhookRequest(sampleWebhook('postback'), { appSecret }))
 */
export function webhookRequest(
  payload: unknown,
  { appSecret, url = 'https://bot.example.com/webhook' }: WebhookRequestOptions,
): Request {
  const body = webhookBody(payload)
  return new Request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'facebookexternalua',
      'x-hub-signature-256': signWebhook(body, appSecret),
    },
    body,
  })
}

/**
 * JSON as Meta writes and signs it: slashes and everything but ASCII are escaped, with lower-case hexadecimal digits.
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks
 */
export function webhookBody(payload: unknown): string {
  return JSON.stringify(payload)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
