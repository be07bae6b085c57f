import { createHash, timingSafeEqual } from 'node:crypto'
import { PayloadError } from '../errors.ts'
import { isFilled } from './app-secret.ts'

/**
 * Answers the GET request with which Meta checks that a callback address is yours: 200 with the bare challenge when the
 * token is the one from the app's dashboard, else 403.
 *
 * @param query the query of the request: `hub.mode`, `hub.verify_token`, `hub.challenge`
 * @param verifyToken the token that you gave in the dashboard
 * @throws {PayloadError} when `verifyToken` is empty, or the query is not a `URLSearchParams`
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks#verification-requests
 */
export function answerChallenge(query: URLSearchParams, verifyToken: string): Response {
  if (!isFilled(verifyToken)) {
    throw new PayloadError('options', [{ path: ['verifyToken'], message: 'is empty' }])
  }
  if (typeof query?.get !== 'function') {
    const message = 'expected new URL(request.url).searchParams'
    throw new PayloadError('options', [{ path: ['query'], message }])
  }
  const challenge = query.get('hub.challenge')
  const isOurs = isEqual(query.get('hub.verify_token') ?? '', verifyToken)
  if (!isOurs || query.get('hub.mode') !== 'subscribe' || !isFilled(challenge)) {
    return new Response('Forbidden', { status: 403, headers: plainText })
  }
  return new Response(challenge, { status: 200, headers: plainText })
}

/** The challenge comes from outside, so these headers keep browsers from rendering it as a page. */
const plainText = {
  'content-type': 'text/plain; charset=utf-8',
  'x-content-type-options': 'nosniff',
}

/** Compares in constant time, for texts of any length. */
function isEqual(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b))
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}
