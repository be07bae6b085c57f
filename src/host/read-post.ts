import { readBody } from '../webhook/read-body.ts'

/** Why a body was not read: it is compressed, is too long, or did not end in time. */
export type UnreadBody = 'encoded' | 'too_long' | 'too_slow'

/** Within so many ms a body has to end. */
const timeLimit = 30_000

/**
 * Reads the bytes of a post, which have to end within 30 s.
 *
 * @param maxBytes the most bytes to accept
 */
export async function readPost(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array | UnreadBody> {
  // Neither Meta nor CX compresses, and a signature is over the bytes as they were before.
  if (!isIdentity(request.headers.get('content-encoding'))) return 'encoded'
  let timer: NodeJS.Timeout | undefined
  const tooSlow = new Promise<'too_slow'>((resolve) => {
    timer = setTimeout(resolve, timeLimit, 'too_slow')
  })
  try {
    return (await Promise.race([readBody(request, maxBytes), tooSlow])) ?? 'too_long'
  } finally {
    clearTimeout(timer)
  }
}

function isIdentity(coding: string | null): boolean {
  return coding === null || /^(identity)?$/i.test(coding.trim())
}
