import { createHash, timingSafeEqual } from 'node:crypto'
import type { CxOptions } from './options.ts'

/** Why a post is refused: the status and text of the answer. */
export type CxRefusal = {
  status: 401 | 403
  words: string
  headers?: Readonly<Record<string, string>>
}

/** A token that a header can carry. With another one CX could never post: white space around a header is dropped. */
export const sendableToken = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/

/** An answer of 401 says what it asks for (RFC 9110, section 11.6.1). */
const challenge = { 'www-authenticate': 'Bearer' } as const

/** Headers that gateways and proxies add. */
const forwardedHeaders = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']

/**
 * Refuses posts that may not be of CX. With a token, a post must carry it. Without one, only direct calls count as
 * those of CX: anybody may post through the gateway.
 */
export function createCxGuard({
  token,
  allowForwarded = false,
}: CxOptions): (headers: Headers) => CxRefusal | undefined {
  return function refusalOf(headers) {
    if (token !== undefined) {
      return isSame(bearerOf(headers), token)
        ? undefined
        : { status: 401, words: 'wrong or missing token', headers: challenge }
    }
    const isForwarded = forwardedHeaders.some((name) => headers.has(name))
    if (!isForwarded || allowForwarded) return undefined
    return { status: 403, words: 'a post that came through a gateway needs a token' }
  }
}

/** The name of the scheme may be written in any case (RFC 9110, section 11.1). */
function bearerOf(headers: Headers): string {
  return /^bearer +(.*)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? ''
}

/** Compares in constant time, for texts of any length. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected))
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}
