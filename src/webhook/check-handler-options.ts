import { PayloadError } from '../errors.ts'
import { limits } from '../messenger/limits.ts'
import { isFilled, secretsOf } from './app-secret.ts'
import type { WebhookHandlerOptions } from './webhook-handler.ts'

/**
 * Checks the options of a handler and adds defaults, so that a mistake shows at start and not with the first webhook.
 * @throws {PayloadError}
 */
export function checkHandlerOptions(options: WebhookHandlerOptions) {
  if (typeof options !== 'object' || options === null) {
    throw new PayloadError('options', [
      { path: [], message: 'expected { appSecret, verifyToken, onWebhook }' },
    ])
  }
  const { appSecret, verifyToken, onWebhook, onError } = options
  const { answer = 'at-once', maxBytes = limits.webhookBytes.max } = options
  const secrets = secretsOf(appSecret)
  if (!isFilled(verifyToken)) throw invalidOption('verifyToken', 'is empty')
  if (typeof onWebhook !== 'function') throw invalidOption('onWebhook', 'expected a function')
  // A misspelt value would answer Meta before the webhook is stored.
  if (answer !== 'at-once' && answer !== 'after') {
    throw invalidOption('answer', "expected 'at-once' or 'after'")
  }
  if (onError !== undefined && typeof onError !== 'function') {
    throw invalidOption('onError', 'expected a function')
  }
  if (typeof maxBytes !== 'number' || !(maxBytes > 0)) {
    throw invalidOption('maxBytes', 'is not above 0')
  }
  return { secrets, verifyToken, onWebhook, onError, answer, maxBytes }
}

function invalidOption(option: string, message: string): PayloadError {
  return new PayloadError('options', [{ path: [option], message }])
}
