import { SignatureError } from '../errors.ts'
import { readBody } from '../webhook/read-body.ts'

/** Why a body was not read: it is compressed, is too long, did not end in time, or its sender went away. */
export type UnreadBody = 'encoded' | 'too_long' | 'too_slow' | 'broken_off'

/** How long a body may take to arrive, in ms. */
const timeLimit = 30_000

/**
 * Reads the body of a post, which has to arrive within 30 s.
 *
 * @param maxBytes the most bytes to accept
 * @throws {SignatureError} when somebody has read it before
 */
export async function readPost(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array | UnreadBody> {
  // Neither Meta nor CX compresses, and a signature covers the uncompressed bytes.
  if (!isIdentity(request.headers.get('content-encoding'))) return 'encoded'
  let timer: NodeJS.Timeout | undefined
  const tooSlow = new Promise<'too_slow'>((resolve) => {
    timer = setTimeout(resolve, timeLimit, 'too_slow')
  })
  try {
    return (await Promise.race([readBody(request, maxBytes), tooSlow])) ?? 'too_long'
  } catch (error) {
    if (error instanceof SignatureError) throw error
    return 'broken_off'
  } finally {
    clearTimeout(timer)
  }
}

function isIdentity(coding: string | null): boolean {
  return coding === null || /^(identity)?$/i.test(coding.trim())
}
