import { LimitError } from '../errors.ts'
import { dropBody } from './drop-body.ts'

/**
 * The same answer with a body that fails with a {@link LimitError} beyond `maxBytes`, and with the caller's error when
 * it breaks off.
 *
 * @param brokenOff returns the error; `reason` is the runtime's error, or the reason of an aborted signal
 */
export async function capBody(
  response: Response,
  maxBytes: number,
  brokenOff: (reason: unknown) => unknown,
): Promise<Response> {
  const declared = Number(response.headers.get('content-length') ?? 0)
  if (declared > maxBytes) {
    dropBody(response)
    throw tooLong(declared, maxBytes)
  }
  const { status, headers, body } = response
  return new Response(body && capped(body.getReader(), maxBytes, brokenOff), { status, headers })
}

function capped(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  maxBytes: number,
  brokenOff: (reason: unknown) => unknown,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let length = 0
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read().catch((reason: unknown) => {
        throw brokenOff(reason)
      })
      if (done) return controller.close()
      length += value.byteLength
      if (length > maxBytes) {
        void reader.cancel().catch(() => {})
        throw tooLong(length, maxBytes)
      }
      controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

function tooLong(actual: number, limit: number): LimitError {
  return new LimitError('File from File Engine', { limit, actual, unit: 'bytes' })
}
