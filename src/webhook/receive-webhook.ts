import { PayloadError } from '../errors.ts'
import type { AppSecret } from './app-secret.ts'
import { parseJson } from './parse-json.ts'
import type { RawBody } from './sign-webhook.ts'
import { verifySignature } from './verify-signature.ts'

/**
 * Verifies and parses a webhook body, for hosts that read it themselves. Pass the raw bytes, from before any body
 * parser.
 *
 * @param rawBody the body's bytes, or its text, which is then taken as UTF-8
 * @param signature the value of `X-Hub-Signature-256`
 * @returns the parsed body, for `messengerToCim`; whole numbers beyond 2^53 are strings
 * @throws {SignatureError} when Meta did not sign it, or it is parsed already: answer 401
 * @throws {PayloadError} when it is not JSON in UTF-8: answer 400; or when a secret is empty
 */
export function receiveWebhook(
  rawBody: RawBody,
  signature: string | null | undefined,
  options: { appSecret: AppSecret },
): unknown {
  // Plain JavaScript can pass no options; `verifySignature` then reports the missing secret.
  verifySignature(rawBody, signature, options?.appSecret)
  return parseJson(typeof rawBody === 'string' ? rawBody.replace(/^\ufeff/, '') : decode(rawBody))
}

/** One decoder for all bodies: to make one takes longer than to parse a body. */
const decoder = new TextDecoder('utf-8', { fatal: true })

/** A byte order mark in front is no part of the text (RFC 8259, section 8.1); the decoder drops it. */
function decode(bytes: Uint8Array | ArrayBuffer): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new PayloadError('webhook', [{ path: [], message: 'is not UTF-8' }])
  }
}
