/** The most that is read of an answer, in bytes; those of Meta and CX are a few hundred. */
const longestAnswer = 1024 * 1024

/**
 * The same answer, whose body ends where it gets too long to be read at once. What is cut off is no JSON any
 * more, so that the status decides what it means; the rest is not read.
 */
export function cutOff(response: Response): Response {
  const { body, status, headers } = response
  if (!(body instanceof ReadableStream)) return response
  let bytes = 0
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.length
      if (bytes > longestAnswer) controller.terminate()
      else controller.enqueue(chunk)
    },
  })
  return new Response(body.pipeThrough(cut), { status, headers })
}
