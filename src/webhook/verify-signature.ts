import { timingSafeEqual } from 'node:crypto'
import { SignatureError } from '../errors.ts'
import { type AppSecret, secretsOf } from './app-secret.ts'
import { parsedBefore } from './parsed-before.ts'
import { isRaw, type RawBody, signWebhook } from './sign-webhook.ts'

/**
 * Verifies that Meta sent a webhook body, unchanged. Pass the raw bytes: a body that was parsed and serialised again
 * has other bytes.
 *
 * The header has to be of the documented form, `sha256=` and 64 lower-case hex digits. Signatures are compared in
 * constant time, each with every secret. A body that is not ASCII is also tried in the form that Meta's page describes
 * (`ä` as `\u00e4`). That is the same JSON, so nothing is accepted that Meta did not sign.
 *
 * @param rawBody the body's bytes, or its text, which is then taken as UTF-8
 * @param header the value of `X-Hub-Signature-256`
 * @param appSecret the app secret, or several during rotation
 * @throws {SignatureError} `missing`, `malformed` or `mismatch`; a body that something parsed before, such as
 * `express.json()`, is a `mismatch` with a message about that
 * @throws {PayloadError} when a secret is empty
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks#validate-payloads
 */
export function verifySignature(
  rawBody: RawBody,
  header: string | null | undefined,
  appSecret: AppSecret,
): void {
  const secrets = secretsOf(appSecret)
  if (!isRaw(rawBody)) throw parsedBefore()
  if (header === null || header === undefined || header === '') throw new SignatureError('missing')
  if (!/^sha256=[0-9a-f]{64}$/.test(header)) throw new SignatureError('malformed')
  if (isSigned(rawBody, header, secrets)) return
  const escaped = escapeUnicode(rawBody)
  if (escaped !== undefined && isSigned(escaped, header, secrets)) return
  throw new SignatureError('mismatch')
}

const encoder = new TextEncoder()

/**
 * Buffers for the two signatures that are compared. New buffers for each body would cost a third of what the HMAC does.
 */
const given = new Uint8Array('sha256='.length + 64)
const made = new Uint8Array(given.length)

/** Compares with all secrets, even after a match, so the time does not reveal which one matched. */
function isSigned(body: RawBody, header: string, secrets: readonly string[]): boolean {
  encoder.encodeInto(header, given)
  const matches = secrets.map((secret) => {
    encoder.encodeInto(signWebhook(body, secret), made)
    return timingSafeEqual(made, given)
  })
  return matches.includes(true)
}

/** The body with all but ASCII escaped; undefined when that changes nothing, or the body is not UTF-8. */
function escapeUnicode(rawBody: RawBody): string | undefined {
  const text = typeof rawBody === 'string' ? rawBody : decode(rawBody)
  const escaped = text?.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return escaped === text ? undefined : escaped
}

function decode(bytes: Uint8Array | ArrayBuffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
