/** The most bytes to read of an answer; answers of Meta and CX have a few hundred. */
const longestAnswer = 1024 * 1024

/**
 * The same answer with its body cut off when it gets too long. A body that was cut is not JSON, so the status decides
 * what it means.
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
