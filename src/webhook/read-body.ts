import { parsedBefore } from './parsed-before.ts'

/**
 * Reads the bytes of a request's body, and stops as soon as there are too many.
 *
 * @param request a request whose body nobody has read
 * @param maxBytes the most bytes to accept
 * @returns the bytes, or undefined when there are more
 * @throws {SignatureError} when something has read the body already
 */
export async function readBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  if (request.bodyUsed || request.body?.locked === true) throw parsedBefore()
  if (Number(request.headers.get('content-length')) > maxBytes) return undefined
  if (request.body === null) return new Uint8Array()
  return collect(request.body.getReader(), maxBytes)
}

/** Counts the bytes that arrive, whatever `Content-Length` said. */
async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return concat(chunks, length)
    length += value.length
    if (length > maxBytes) {
      stop(reader)
      return undefined
    }
    chunks.push(value)
  }
}

/** Does not wait for the source to stop, and ignores its failure to: the answer is the same. */
function stop(reader: ReadableStreamDefaultReader<Uint8Array>): void {
  void reader.cancel().catch(() => {})
}

function concat(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = chunks
  if (only !== undefined && chunks.length === 1) return only
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
