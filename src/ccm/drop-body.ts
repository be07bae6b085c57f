/** The most bytes to read of an unneeded answer. */
const longestRead = 16_384

/**
 * Disposes of an unneeded answer. A short body is read to its end, because cancelling it early can cost the connection.
 * It does not wait: a branch of a body that is read twice ends only with the other branch, and a failure here changes
 * nothing.
 */
export function dropBody({ body, headers }: Response): void {
  if (body === null || body.locked) return
  const isLong = Number(headers.get('content-length')) > longestRead
  void (isLong ? body.cancel() : readOut(body)).catch(ignore)
}

async function readOut(body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.getReader()
  for (let bytes = 0; bytes <= longestRead; ) {
    const { done, value } = await reader.read()
    if (done) return
    bytes += value.length
  }
  await reader.cancel()
}

function ignore(): void {}
