import { LimitError } from '../errors.ts'
import { dropBody } from './drop-body.ts'

/** The same answer with a body that fails with a {@link LimitError} once it is longer than `maxBytes`. */
export async function capBody(response: Response, maxBytes: number): Promise<Response> {
  const declared = Number(response.headers.get('content-length') ?? 0)
  if (declared > maxBytes) {
    dropBody(response)
    throw tooLong(declared, maxBytes)
  }
  const { status, headers, body } = response
  return new Response(body?.pipeThrough(capOf(maxBytes)), { status, headers })
}

function capOf(
  maxBytes: number,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let length = 0
  return new TransformStream({
    transform(chunk, controller) {
      length += chunk.byteLength
      if (length > maxBytes) throw tooLong(length, maxBytes)
      controller.enqueue(chunk)
    },
  })
}

function tooLong(actual: number, limit: number): LimitError {
  return new LimitError('File from File Engine', { limit, actual, unit: 'bytes' })
}
