/**
 * The webhook entry point: everything between Meta's HTTP request and a payload to translate.
 * @module messenger-cim/webhook
 */
export { PayloadError, SignatureError, type SignatureErrorReason } from '../errors.ts'
export { answerChallenge } from './answer-challenge.ts'
export type { AppSecret } from './app-secret.ts'
export { createWebhookHandler } from './create-webhook-handler.ts'
export { parseJson } from './parse-json.ts'
export { receiveWebhook } from './receive-webhook.ts'
export { type RawBody, signWebhook } from './sign-webhook.ts'
export { verifySignature } from './verify-signature.ts'
export type {
  WebhookHandler,
  WebhookHandlerContext,
  WebhookHandlerOptions,
} from './webhook-handler.ts'
